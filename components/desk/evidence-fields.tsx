import { Plus, Trash2 } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FollowUpFields } from '@/components/desk/follow-up-fields'
import { FieldGroup } from '@/components/ui/fields'
import { useIsReady } from '@/components/ui/use-is-ready'
import { useRows } from '@/components/ui/use-rows'
import type { Party } from '@/lib/agreement'
import { type Day, formatDays, isDay } from '@/lib/day'
import type { FollowUp } from '@/lib/follow-up'
import { inEitherLanguage } from '@/lib/locale'
import { typedEvidence } from '@/lib/typed-follow-up'

/** The direct follow-ups on record, to be ticked, and below them new ones that are recorded along with the form. */
export function EvidenceFields({
  direct,
  ticked,
  onTick,
  onAdded,
  parties,
  concludedOn,
  today,
}: {
  direct: readonly FollowUp[]
  /** Keys. */
  ticked: readonly string[]
  onTick: (keys: string[]) => void
  /** Gets the new ones as they are typed, as far as the rule counts them. */
  onAdded: (followUps: FollowUp[]) => void
  parties: readonly Party[]
  concludedOn: Day
  today: Day
}) {
  const t = useTranslations()
  const { numbers, add, remove } = useRows('newEvidence', 0)

  function readNew({ currentTarget }: FormEvent<HTMLElement>) {
    const form = currentTarget.closest('form')
    if (form) onAdded(countedIn(new FormData(form)))
  }

  return (
    <FieldGroup
      name="evidence"
      label={t('assess.evidence')}
      hint={t(direct.length > 0 ? 'assess.evidenceHint' : 'assess.noEvidence')}
      className="mt-5"
    >
      {(direct.length > 0 || ticked.length > 0) && <EvidenceTicks direct={direct} ticked={ticked} onTick={onTick} />}
      <div onInput={readNew}>
        {numbers.map((number, place) => (
          <fieldset key={number} className="mt-3 rounded-md border border-line-strong p-3">
            <legend className="px-1 font-semibold text-[0.9375rem]">{t('assess.newEvidence', { n: place + 1 })}</legend>
            <FollowUpFields
              prefix={`newEvidence.${place}.`}
              parties={parties}
              concludedOn={concludedOn}
              today={today}
              direct
            />
            <button
              type="button"
              onClick={() => remove(number)}
              className="mt-3 inline-flex min-h-8 items-center gap-1.5 text-accent text-sm"
            >
              <Trash2 aria-hidden className="size-4" /> {t('assess.removeEvidence')}
            </button>
          </fieldset>
        ))}
      </div>
      <button type="button" onClick={add} className="mt-3 inline-flex min-h-9 items-center gap-1.5 text-accent">
        <Plus aria-hidden className="size-4" /> {t('assess.addEvidence')}
      </button>
    </FieldGroup>
  )
}

/**
 * Cannot be ticked before the page is ready, since the tick would be lost. What was ticked and has been withdrawn since is shown as
 * such, for the server to refuse.
 */
function EvidenceTicks({
  direct,
  ticked,
  onTick,
}: {
  direct: readonly FollowUp[]
  ticked: readonly string[]
  onTick: (keys: string[]) => void
}) {
  const t = useTranslations()
  const locale = useLocale()
  const isReady = useIsReady()
  const isGone = (key: string) => !direct.some((followUp) => followUp.key === key)
  // Drawn until the form is left, so that what is unticked can be ticked again, and keeps the focus.
  const [met, meet] = useState<readonly string[]>([])
  const unmet = ticked.filter((key) => isGone(key) && !met.includes(key))
  if (unmet.length > 0) meet([...met, ...unmet])
  const gone = met.filter(isGone)
  return (
    <ul inert={!isReady} className="mt-2 max-h-64 space-y-1 overflow-y-auto rounded-md border border-line p-2">
      {direct.map((followUp) => (
        <Tick key={followUp.key} of={followUp.key} ticked={ticked} onTick={onTick}>
          <span className="font-medium">{formatDays(followUp.occurredOn, followUp.endedOn, locale)}</span>{' '}
          <span className="rounded bg-accent-soft px-1.5 text-accent text-sm">{t(`effect.${followUp.effect}`)}</span>{' '}
          {inEitherLanguage(locale, followUp.summaryZh, followUp.summaryEn)}
        </Tick>
      ))}
      {gone.map((key) => (
        <Tick key={key} of={key} ticked={ticked} onTick={onTick}>
          {t('assess.evidenceGone', { key })}
        </Tick>
      ))}
    </ul>
  )
}

function Tick({
  of: key,
  ticked,
  onTick,
  children,
}: {
  of: string
  ticked: readonly string[]
  onTick: (keys: string[]) => void
  children: ReactNode
}) {
  return (
    <li>
      <label className="flex gap-2 rounded px-1 py-1 hover:bg-sunken">
        <input
          type="checkbox"
          name="evidence[]"
          value={key}
          checked={ticked.includes(key)}
          onChange={({ target }) => {
            const others = ticked.filter((one) => one !== key)
            onTick(target.checked ? [...others, key] : others)
          }}
          className="mt-1.5 size-4 shrink-0"
        />
        <span className="text-[0.9375rem]">{children}</span>
      </label>
    </li>
  )
}

/** The follow-ups typed into the form, as far as the rule counts them; those without a day do not count yet. */
const countedIn = (form: FormData): FollowUp[] =>
  typedEvidence(form)
    .map((draft, place) => ({
      ...draft,
      key: `new-${place}`,
      // Two sources without links would otherwise count as one.
      sources: draft.sources.map((source, n) => ({ ...source, url: source.url || `new-${place}-${n}` })),
    }))
    .filter(({ occurredOn, endedOn }) => isDay(occurredOn) && (endedOn === null || isDay(endedOn)))
