'use client'

import { useTranslations } from 'next-intl'
import { EmailField, PresentPasswordField } from '@/components/account/credential-fields'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { useDraft } from '@/components/ui/use-draft'
import type { Action } from '@/lib/action'

/** `next` is where to go afterwards; the action decides whether that is allowed. */
export function SignInForm({ signIn, next }: { signIn: Action<string>; next: string }) {
  const t = useTranslations('account')
  return (
    <ActionForm
      action={signIn}
      onDone={goTo}
      label={t('signInTitle')}
      draft={useDraft('sign-in')}
      className="panel space-y-4 p-5"
    >
      <input type="hidden" name="next" value={next} />
      <EmailField />
      <PresentPasswordField label={t('password')} name="password" />
      <SubmitButton>{t('signIn')}</SubmitButton>
    </ActionForm>
  )
}

/** Loads a whole new document, in which everything knows who is signed in. */
export const goTo = (path: string): void => window.location.assign(path)
