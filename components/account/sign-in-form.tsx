'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/fields'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Action } from '@/lib/action'

/** `next` is where to go then; whether that may be is for the action to say. */
export function SignInForm({ signIn, next }: { signIn: Action<string>; next: string }) {
  const t = useTranslations('account')
  return (
    <ActionForm action={signIn} onDone={goTo} label={t('signInTitle')} className="panel space-y-4 p-5">
      <input type="hidden" name="next" value={next} />
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <PasswordField label={t('password')} name="password" autoComplete="current-password" required />
      <SubmitButton>{t('signIn')}</SubmitButton>
    </ActionForm>
  )
}

/** A whole new document, in which everything knows who is signed in. */
export const goTo = (path: string): void => window.location.assign(path)
