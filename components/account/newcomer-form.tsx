'use client'

import { useTranslations } from 'next-intl'
import { goTo } from '@/components/account/sign-in-form'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/fields'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { LONGEST_NAME, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/account'
import type { Action } from '@/lib/action'

/** Makes an account by a link: the first one, or that of somebody who was invited. */
export function NewcomerForm({ create, token }: { create: Action<string>; token: string }) {
  const t = useTranslations('account')
  return (
    <ActionForm action={create} onDone={goTo} label={t('create')} className="panel space-y-4 p-5">
      <input type="hidden" name="token" value={token} />
      <TextField
        label={t('name')}
        name="name"
        hint={t('nameHint')}
        autoComplete="name"
        maxLength={LONGEST_NAME}
        required
      />
      <TextField
        label={t('email')}
        name="email"
        hint={t('emailHint')}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <PasswordField
        label={t('password')}
        name="password"
        hint={t('passwordHint', { least: SHORTEST_PASSWORD })}
        autoComplete="new-password"
        maxLength={LONGEST_PASSWORD}
        required
      />
      <SubmitButton>{t('create')}</SubmitButton>
    </ActionForm>
  )
}
