import { WandSparkles } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { StatusBadge } from '@/components/marks/status-badge'
import { type Day, formatDay } from '@/lib/day'
import { inEitherLanguage } from '@/lib/locale'
import { draftOf } from '@/lib/rationale'
import { type RuleInput, suggest } from '@/lib/rule'

/** What the rule suggests from the evidence up to a day, with its reason and a button that fills in the form. */
export function SuggestionCard({
  input,
  day,
  agrees,
  onTake,
}: {
  input: RuleInput
  day: Day
  /** Whether the form says the same already. */
  agrees: boolean
  onTake: () => void
}) {
  const t = useTranslations()
  const locale = useLocale()
  const suggestion = suggest(input, day)
  const { rationaleZh, rationaleEn } = draftOf(input, { ...suggestion, effectiveOn: day })
  const title = t('assess.suggestion', { day: formatDay(day, locale) })
  return (
    <aside aria-label={title} className="self-start rounded-lg bg-sunken p-4">
      <h2 className="font-semibold text-[0.9375rem]">{title}</h2>
      <p className="mt-2">
        <StatusBadge status={suggestion.status} condition={suggestion.condition} />
      </p>
      <p className="mt-1 text-sm">
        {suggestion.progress !== null && <>{suggestion.progress}% · </>}
        {t('assess.confidence')}
        {t('item.colon')}
        {t(`confidence.${suggestion.confidence ?? 'NONE'}.label`)}
      </p>
      <p className="mt-1 text-ink-soft text-sm">{inEitherLanguage(locale, rationaleZh, rationaleEn)}</p>
      {agrees ? (
        <p className="mt-3 text-sm">{t('assess.taken')}</p>
      ) : (
        <button
          type="button"
          onClick={onTake}
          className="mt-3 inline-flex min-h-9 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-3 font-medium"
        >
          <WandSparkles aria-hidden className="size-4" /> {t('assess.take')}
        </button>
      )}
    </aside>
  )
}
