'use client'

import { RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** Says that a form was filled in with what was typed before, and offers to start without. */
export function DraftNotice({ typedAt, onStartAgain }: { typedAt: number; onStartAgain: () => void }) {
  const t = useTranslations('form')
  const at = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line-strong bg-sunken px-4 py-2 text-[0.9375rem]"
    >
      <RotateCcw aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 grow">{t('draft', { at: at.format(typedAt) })}</p>
      <button type="button" onClick={onStartAgain} className="min-h-9 text-accent underline">
        {t('discardDraft')}
      </button>
    </div>
  )
}
