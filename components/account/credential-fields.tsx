'use client'

import { useTranslations } from 'next-intl'
import { TextField } from '@/components/ui/fields'
import { PasswordField } from '@/components/ui/password-field'
import { LONGEST_NAME, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/account'

/** A person's own name. */
export function NameField({ defaultValue }: { defaultValue?: string }) {
  const t = useTranslations('account')
  return (
    <TextField
      label={t('name')}
      name="name"
      hint={t('nameHint')}
      autoComplete="name"
      maxLength={LONGEST_NAME}
      defaultValue={defaultValue}
      required
    />
  )
}

/** The address that somebody signs in with. */
export function EmailField({ hint }: { hint?: string }) {
  const t = useTranslations('account')
  return (
    <TextField
      label={t('email')}
      name="email"
      hint={hint}
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
    />
  )
}

/** A password that somebody already has. */
export function PresentPasswordField({ label, name }: { label: string; name: string }) {
  return <PasswordField label={label} name={name} autoComplete="current-password" required />
}

/** A password that somebody chooses. */
export function NewPasswordField({ label }: { label: string }) {
  const t = useTranslations('account')
  return (
    <PasswordField
      label={label}
      name="password"
      hint={t('passwordHint', { least: SHORTEST_PASSWORD })}
      autoComplete="new-password"
      maxLength={LONGEST_PASSWORD}
      required
    />
  )
}
