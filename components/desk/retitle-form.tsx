'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Collision, Conflict } from '@/components/desk/conflict'
import { ActionForm } from '@/components/ui/action-form'
import { TextArea } from '@/components/ui/fields'
import { FormEnd } from '@/components/ui/form-end'
import type { Action } from '@/lib/action'
import { itemPath } from '@/lib/paths'

type Titles = { titleZh: string; titleEn: string }
const TITLES = ['titleZh', 'titleEn'] as const

/** Corrects the titles of a commitment, with a reason; what somebody else made of them meanwhile is shown beside. */
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
  const [base, setBase] = useState({ ...titles, version: opened })
  const [typed, setTyped] = useState(titles)
  const [conflict, setConflict] = useState<{ collisions: Collision[]; theirs: Titles; yours: Titles } | null>(null)
  const [taken, take] = useState<readonly string[]>([])
  const type = (parts: Partial<Titles>) => setTyped((before) => ({ ...before, ...parts }))

  /** What was not touched here is theirs; what both changed waits for a choice. */
  function meet(theirs: Titles & { version: number }) {
    const moved = TITLES.filter((name) => theirs[name] !== base[name] && theirs[name] !== typed[name])
    for (const name of moved) if (typed[name] === base[name]) type({ [name]: theirs[name] })
    setConflict({
      collisions: moved
        .filter((name) => typed[name] !== base[name])
        .map((name) => ({ name, label: t(name), base: base[name], theirs: theirs[name], yours: typed[name] })),
      theirs,
      yours: typed,
    })
    take([])
    setBase(theirs)
  }

  return (
    <ActionForm
      action={retitle}
      label={t('titleOf', { ref })}
      className="space-y-4"
      onDone={() => router.push(itemPath(locale, ref))}
      onRefused={({ code, current }) => {
        if (code === 'CONFLICT' && current !== null) meet(current as Titles & { version: number })
      }}
    >
      <input type="hidden" name="ref" value={ref} />
      <input type="hidden" name="version" value={base.version} />
      {conflict && (
        <Conflict
          collisions={conflict.collisions}
          taken={taken}
          onTake={(name, whose) => {
            type({ [name]: conflict[whose][name as keyof Titles] })
            take(whose === 'theirs' ? [...taken, name] : taken.filter((one) => one !== name))
          }}
        />
      )}
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
