'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Conflict } from '@/components/desk/conflict'
import { useConflict } from '@/components/desk/use-conflict'
import { ActionForm } from '@/components/ui/action-form'
import { TextArea } from '@/components/ui/fields'
import { FormEnd } from '@/components/ui/form-end'
import { useDraft, useKept } from '@/components/ui/use-draft'
import { type Action, standingIn } from '@/lib/action'
import { compare } from '@/lib/conflict'
import { itemPath } from '@/lib/paths'
import { pick } from '@/lib/pick'

type Titles = { titleZh: string; titleEn: string }
const TITLES = ['titleZh', 'titleEn'] as const

/** Corrects the titles of a commitment, with a reason; shows what somebody else made of them meanwhile. */
export function RetitleForm({
  of: ref,
  titles,
  version: opened,
  longest,
  retitle,
}: {
  of: string
  titles: Titles
  version: number
  /** Characters of a title. */
  longest: number
  retitle: Action<unknown>
}) {
  const t = useTranslations('retitle')
  const locale = useLocale()
  const router = useRouter()
  const draft = useDraft(`retitle ${ref}`)
  const [kept] = useKept(draft, 'opened', { ...titles, version: opened })
  const [met, setMet] = useState<(Titles & { version: number }) | null>(null)
  const base = met ?? kept
  const [typed, setTyped] = useKept(draft, 'typed', titles)
  const type = (parts: Partial<Titles>) => setTyped((before) => ({ ...before, ...parts }))
  const { meeting, meet, take } = useConflict<Titles>(type)

  /** Takes theirs where nothing was touched here; where both changed a title, the user has to choose. */
  function meetStanding(theirs: Titles & { version: number }) {
    const sides = { base, yours: typed, theirs }
    const { merged, collisions } = compare(TITLES, sides)
    meet({ ...sides, names: collisions, taken: [] })
    type(pick(merged, TITLES))
    setMet(theirs)
  }

  return (
    <ActionForm
      action={retitle}
      label={t('titleOf', { ref })}
      draft={draft}
      className="space-y-4"
      onDone={() => router.push(itemPath(locale, ref))}
      onRefused={(refusal) => {
        const theirs = standingIn<Titles & { version: number }>(refusal)
        if (theirs) meetStanding(theirs)
      }}
    >
      <input type="hidden" name="ref" value={ref} />
      <input type="hidden" name="version" value={base.version} />
      {meeting && <Conflict meeting={meeting} labelOf={t} inWords={(name, titles) => titles[name]} onTake={take} />}
      {TITLES.map((name) => (
        <TextArea
          key={name}
          name={name}
          lang={name === 'titleZh' ? 'zh-CN' : 'en'}
          label={t(name)}
          rows={2}
          maxLength={longest}
          value={typed[name]}
          onChange={({ target }) => type({ [name]: target.value })}
          required
        />
      ))}
      <TextArea name="reason" rows={2} label={t('reason')} hint={t('reasonHint')} required />
      <FormEnd submit={t('submit')} doneHref={itemPath(locale, ref)} />
    </ActionForm>
  )
}
