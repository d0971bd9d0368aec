'use client'

import { useTranslations } from 'next-intl'
import { EmailField, NameField, NewPasswordField } from '@/components/account/credential-fields'
import { goTo } from '@/components/account/sign-in-form'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { useDraft } from '@/components/ui/use-draft'
import type { Action } from '@/lib/action'

/** Makes an account by a link: the first one, or that of somebody who was invited. */
export function NewcomerForm({ create, token }: { create: Action<string>; token: string }) {
  const t = useTranslations('account')
  return (
    <ActionForm
      action={create}
      onDone={goTo}
      label={t('create')}
      draft={useDraft('newcomer')}
      className="panel space-y-4 p-5"
    >
      <input type="hidden" name="token" value={token} />
      <NameField />
      <EmailField hint={t('emailHint')} />
      <NewPasswordField label={t('password')} />
      <SubmitButton>{t('create')}</SubmitButton>
    </ActionForm>
  )
}
