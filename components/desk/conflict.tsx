'use client'

import { GitCompareArrows } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** A field that somebody else changed while a form was open, as each of them has it, in words. */
export type Collision = { name: string; label: string; base: string; theirs: string; yours: string }

/**
 * What a refused edit and what was recorded meanwhile say of each field, side by side; one press takes either. Nothing is
 * merged by itself.
 */
export function Conflict({
  collisions,
  taken = [],
  onTake = () => {},
  note,
  children,
}: {
  collisions: readonly Collision[]
  /** The names of the fields for which theirs was taken. */
  taken?: readonly string[]
  onTake?: (name: string, whose: 'yours' | 'theirs') => void
  /** What to do about it, where that is not to choose. */
  note?: string | undefined
  /** What stands now, where fields do not say it. */
  children?: ReactNode
}) {
  const t = useTranslations('conflict')
  return (
    <section aria-label={t('title')} className="mb-4 rounded-md border border-line-strong p-3">
      <h2 className="flex items-center gap-2 font-semibold">
        <GitCompareArrows aria-hidden className="size-4" /> {t('title')}
      </h2>
      <p className="mb-2 text-ink-soft text-sm">{note ?? t(collisions.length > 0 ? 'note' : 'noteNone')}</p>
      <ul className="space-y-3">
        {collisions.map(({ name, label, base, theirs, yours }) => (
          <li key={name} className="border-line border-t pt-2">
            <h3 className="font-medium text-[0.9375rem]">{label}</h3>
            <p className="text-ink-soft text-sm">{t('base', { value: base })}</p>
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
                  <span className="whitespace-pre-wrap">{whose === 'yours' ? yours : theirs}</span>
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {children}
    </section>
  )
}
