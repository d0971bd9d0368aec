'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { itemPath } from '@/components/paths'
import { ActionForm, SubmitButton } from '@/components/ui/action-form'
import { TextArea } from '@/components/ui/fields'
import type { Action } from '@/lib/action'

/** Takes a commitment out of the ledger, with a reason. Where it has changed meanwhile, the page shows how it stands. */
export function WithdrawForm({
  of: ref,
  version: opened,
  withdraw,
}: {
  of: string
  version: number
  withdraw: Action<unknown>
}) {
  const t = useTranslations('withdraw')
  const form = useTranslations('form')
  const locale = useLocale()
  const router = useRouter()
  const [version, see] = useState(opened)
  return (
    <ActionForm
      action={withdraw}
      label={t('titleOf', { ref })}
      className="space-y-4"
      onDone={() => router.push(itemPath(locale, ref))}
      onRefused={({ code, current }) => {
        if (code !== 'CONFLICT' || current === null) return
        see((current as { version: number }).version)
        router.refresh()
      }}
    >
      <input type="hidden" name="ref" value={ref} />
      <input type="hidden" name="version" value={version} />
      <TextArea name="reason" rows={3} label={t('reason')} hint={t('reasonHint')} required />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>{t('submit')}</SubmitButton>
        <button
          type="button"
          onClick={() => router.push(itemPath(locale, ref))}
          className="min-h-10 px-2 text-accent underline"
        >
          {form('cancel')}
        </button>
      </div>
    </ActionForm>
  )
}
