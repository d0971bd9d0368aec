'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { NameField, NewPasswordField, PresentPasswordField } from '@/components/account/credential-fields'
import { ActionForm } from '@/components/ui/action-form'
import { Said } from '@/components/ui/said'
import { SubmitButton } from '@/components/ui/submit-button'
import { useDraft } from '@/components/ui/use-draft'
import type { PersonRow } from '@/lib/account'
import type { Action } from '@/lib/action'

/** Changes one's own name. */
export function OwnNameForm({ person, rename }: { person: Pick<PersonRow, 'name' | 'version'>; rename: Action<null> }) {
  const t = useTranslations('account')
  const router = useRouter()
  const [said, say] = useState('')
  return (
    <ActionForm
      action={rename}
      label={t('rename')}
      draft={useDraft(`rename ${person.version}`)}
      className="space-y-4"
      onDone={() => {
        say(t('renamed'))
        router.refresh()
      }}
    >
      <input type="hidden" name="version" value={person.version} />
      <NameField defaultValue={person.name} />
      <SubmitButton isPlain>{t('rename')}</SubmitButton>
      <Said>{said}</Said>
    </ActionForm>
  )
}

/** Changes one's own password, and asks for the present one. */
export function OwnPasswordForm({ email, change }: { email: string; change: Action<null> }) {
  const t = useTranslations('account')
  const router = useRouter()
  const [timesDone, countDone] = useState(0)
  return (
    <ActionForm
      action={change}
      label={t('changePassword')}
      draft={null}
      className="space-y-4"
      onDone={() => {
        countDone(timesDone + 1)
        router.refresh()
      }}
    >
      {/* Tells a password manager whose password this is; it has no name, so it is not sent. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <Fragment key={timesDone}>
        <PresentPasswordField label={t('presentPassword')} name="presentPassword" />
        <NewPasswordField label={t('newPassword')} />
      </Fragment>
      <p className="text-ink-soft text-sm">{t('changePasswordNote')}</p>
      <SubmitButton isPlain>{t('changePassword')}</SubmitButton>
      <Said>{timesDone > 0 && t('passwordChanged')}</Said>
    </ActionForm>
  )
}
