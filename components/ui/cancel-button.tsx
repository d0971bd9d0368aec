'use client'

import { useTranslations } from 'next-intl'
import { useForm } from '@/components/ui/form-context'

/** Leaves the form around it, after a question where something was typed. */
export function CancelButton({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations('form')
  const { leave } = useForm()
  return (
    <button type="button" data-leaves onClick={() => leave(onCancel)} className="min-h-10 px-2 text-accent underline">
      {t('cancel')}
    </button>
  )
}
