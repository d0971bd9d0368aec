'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { NewPasswordField } from '@/components/account/credential-fields'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Action } from '@/lib/action'
import { signInPath } from '@/lib/paths'

/** Sets a password by a link. */
export function NewPasswordForm({ set, token }: { set: Action<null>; token: string }) {
  const t = useTranslations('account')
  const locale = useLocale()
  const [isSet, done] = useState(false)
  const answer = useRef<HTMLDivElement>(null)

  // The form is gone, and the focus with it.
  useEffect(() => {
    if (isSet) answer.current?.focus()
  }, [isSet])

  if (isSet)
    return (
      <div ref={answer} tabIndex={-1} role="status" className="panel p-5 outline-none">
        <h2 className="mb-2 font-semibold text-lg">{t('passwordSetTitle')}</h2>
        <p className="mb-4">{t('passwordSet')}</p>
        <Link href={signInPath(locale)}>{t('signIn')}</Link>
      </div>
    )
  return (
    <ActionForm
      action={set}
      onDone={() => done(true)}
      label={t('setPassword')}
      draft={null}
      className="panel space-y-4 p-5"
    >
      <input type="hidden" name="token" value={token} />
      <NewPasswordField label={t('newPassword')} />
      <SubmitButton>{t('setPassword')}</SubmitButton>
    </ActionForm>
  )
}
