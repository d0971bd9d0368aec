'use client'

import { GitCompareArrows } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Meeting } from '@/components/desk/use-conflict'

/** Says that something was recorded while a form was open. */
export function ConflictNote({ note, children }: { note: string; children?: ReactNode }) {
  const t = useTranslations('conflict')
  return (
    <section aria-label={t('title')} className="mb-4 rounded-md border border-line-strong p-3">
      <h2 className="flex items-center gap-2 font-semibold">
        <GitCompareArrows aria-hidden className="size-4" /> {t('title')}
      </h2>
      <p className="mb-2 text-ink-soft text-sm">{note}</p>
      {children}
    </section>
  )
}

/**
 * A refused edit and what was recorded meanwhile, field by field and side by side; one press takes either. Nothing is
 * merged automatically.
 */
export function Conflict<Fields extends object>({
  meeting: { names, taken, base, yours, theirs },
  labelOf,
  inWords,
  onTake,
  note,
  children,
}: {
  meeting: Meeting<Fields>
  labelOf: (name: keyof Fields & string) => string
  /** What some fields say of one of them. */
  inWords: (name: keyof Fields & string, fields: Fields) => string
  onTake: (name: keyof Fields & string, whose: 'yours' | 'theirs') => void
  /** What to do about it, where there is nothing to choose. */
  note?: string
  /** What stands now, where fields do not say it. */
  children?: ReactNode
}) {
  const t = useTranslations('conflict')
  return (
    <ConflictNote note={names.length > 0 ? t('note') : (note ?? t('noteNone'))}>
      <ul className="space-y-3">
        {names.map((name) => (
          <li key={name} className="border-line border-t pt-2">
            <h3 className="font-medium text-[0.9375rem]">{labelOf(name)}</h3>
            <p className="text-ink-soft text-sm">{t('base', { value: inWords(name, base) })}</p>
            <div className="mt-1 flex flex-wrap gap-2">
              {(['yours', 'theirs'] as const).map((whose) => (
                <button
                  key={whose}
                  type="button"
                  aria-pressed={taken.includes(name) === (whose === 'theirs')}
                  onClick={() => onTake(name, whose)}
                  className="min-h-9 max-w-full rounded-md border border-line-strong px-3 py-1 text-left text-[0.9375rem] [overflow-wrap:anywhere] aria-pressed:border-2 aria-pressed:border-accent aria-pressed:bg-accent-soft"
                >
                  <span className="text-ink-soft text-sm">{t(whose)}</span>{' '}
                  <span className="whitespace-pre-wrap">{inWords(name, whose === 'yours' ? yours : theirs)}</span>
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {children}
    </ConflictNote>
  )
}
