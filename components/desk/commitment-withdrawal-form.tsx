'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { TextArea } from '@/components/ui/fields'
import { FormEnd } from '@/components/ui/form-end'
import { useDraft, useKept } from '@/components/ui/use-draft'
import { type Action, standingIn } from '@/lib/action'
import { itemPath } from '@/lib/paths'

/** Takes a commitment out of the ledger, with a reason. If it has changed meanwhile, the page shows how it is now. */
export function CommitmentWithdrawalForm({
  of: ref,
  version: opened,
  withdraw,
}: {
  of: string
  version: number
  withdraw: Action<unknown>
}) {
  const t = useTranslations('withdraw')
  const locale = useLocale()
  const router = useRouter()
  const draft = useDraft(`withdraw ${ref}`)
  const [kept] = useKept(draft, 'version', opened)
  const [seen, see] = useState<number | null>(null)
  return (
    <ActionForm
      action={withdraw}
      label={t('titleOf', { ref })}
      draft={draft}
      className="space-y-4"
      onDone={() => router.push(itemPath(locale, ref))}
      onRefused={(refusal) => {
        const recorded = standingIn<{ version: number }>(refusal)
        if (!recorded) return
        see(recorded.version)
        router.refresh()
      }}
    >
      <input type="hidden" name="ref" value={ref} />
      <input type="hidden" name="version" value={seen ?? kept} />
      <TextArea name="reason" rows={3} label={t('reason')} hint={t('reasonHint')} required />
      <FormEnd submit={t('submit')} doneHref={itemPath(locale, ref)} />
    </ActionForm>
  )
}
