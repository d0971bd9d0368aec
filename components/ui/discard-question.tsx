'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Modal } from '@/components/ui/modal'

/** Asks whether what was typed may go; Escape keeps it. */
export function DiscardQuestion({
  note,
  discard,
  onKeep,
  onDiscard,
}: {
  /** What the question says below its title and on the button that discards, where that is not about one form. */
  note?: string
  discard?: string
  onKeep: () => void
  onDiscard: () => void
}) {
  const t = useTranslations('form')
  const id = useId()
  return (
    <Modal
      role="alertdialog"
      label={t('discardTitle')}
      description={id}
      onEscape={onKeep}
      className="w-[min(26rem,calc(100vw-2rem))] p-5"
    >
      <h2 className="font-semibold text-lg">{t('discardTitle')}</h2>
      <p id={id} className="mt-1 mb-4 text-ink-soft">
        {note ?? t('discardNote')}
      </p>
      <div className="flex flex-wrap gap-3">
        {/* The first, which has the focus: nothing is lost by pressing Enter. */}
        <button
          type="button"
          onClick={onKeep}
          className="min-h-10 rounded-md bg-accent px-4 py-1.5 font-semibold text-surface hover:brightness-110"
        >
          {t('keepEditing')}
        </button>
        <button type="button" onClick={onDiscard} className="field min-h-10 hover:bg-sunken">
          {discard ?? t('discard')}
        </button>
      </div>
    </Modal>
  )
}
