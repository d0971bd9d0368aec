'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/fields'
import { PasswordField } from '@/components/ui/password-field'
import { Said } from '@/components/ui/said'
import { SubmitButton } from '@/components/ui/submit-button'
import { LONGEST_NAME, LONGEST_PASSWORD, type PersonRow, SHORTEST_PASSWORD } from '@/lib/account'
import type { Action } from '@/lib/action'

/** One's own name. */
export function OwnNameForm({ person, rename }: { person: Pick<PersonRow, 'name' | 'version'>; rename: Action<null> }) {
  const t = useTranslations('account')
  const router = useRouter()
  const [said, say] = useState('')
  return (
    <ActionForm
      action={rename}
      label={t('rename')}
      className="space-y-4"
      onDone={() => {
        say(t('renamed'))
        router.refresh()
      }}
    >
      <input type="hidden" name="version" value={person.version} />
      <TextField
        label={t('name')}
        name="name"
        hint={t('nameHint')}
        autoComplete="name"
        maxLength={LONGEST_NAME}
        defaultValue={person.name}
        required
      />
      <SubmitButton isPlain>{t('rename')}</SubmitButton>
      <Said>{said}</Said>
    </ActionForm>
  )
}

/** One's own password, for which the present one is asked. */
export function OwnPasswordForm({ email, change }: { email: string; change: Action<null> }) {
  const t = useTranslations('account')
  const router = useRouter()
  const [timesDone, countDone] = useState(0)
  return (
    <ActionForm
      action={change}
      label={t('changePassword')}
      className="space-y-4"
      onDone={() => {
        countDone(timesDone + 1)
        router.refresh()
      }}
    >
      {/* Tells a password manager whose it is; without a name it is not sent. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        key={`present-${timesDone}`}
        label={t('presentPassword')}
        name="presentPassword"
        autoComplete="current-password"
        required
      />
      <PasswordField
        key={`new-${timesDone}`}
        label={t('newPassword')}
        name="password"
        hint={t('passwordHint', { least: SHORTEST_PASSWORD })}
        autoComplete="new-password"
        maxLength={LONGEST_PASSWORD}
        required
      />
      <p className="text-ink-soft text-sm">{t('changePasswordNote')}</p>
      <SubmitButton isPlain>{t('changePassword')}</SubmitButton>
      <Said>{timesDone > 0 && t('passwordChanged')}</Said>
    </ActionForm>
  )
}
