'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Modal } from '@/components/ui/modal'

/** Asks whether what was typed may go; Escape keeps it. */
export function DiscardQuestion({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  const t = useTranslations('form')
  const note = useId()
  return (
    <Modal
      role="alertdialog"
      label={t('discardTitle')}
      description={note}
      onEscape={onKeep}
      className="w-[min(26rem,calc(100vw-2rem))] p-5"
    >
      <h2 className="font-semibold text-lg">{t('discardTitle')}</h2>
      <p id={note} className="mt-1 mb-4 text-ink-soft">
        {t('discardNote')}
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
          {t('discard')}
        </button>
      </div>
    </Modal>
  )
}
