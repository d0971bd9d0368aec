'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRoles } from '@/components/account/use-roles'
import { ActionForm } from '@/components/ui/action-form'
import { Said } from '@/components/ui/said'
import { SubmitButton } from '@/components/ui/submit-button'
import type { InvitationRow } from '@/lib/account'
import type { Action } from '@/lib/action'
import { formatInstant } from '@/lib/instant'

/** An invitation with the name of the person who made it; null stands for the operator. */
export type OpenInvitation = InvitationRow & { invitedBy: string | null }

export function OpenInvitations({
  invitations,
  revoke,
  timeZone,
}: {
  invitations: readonly OpenInvitation[]
  revoke: Action<null>
  timeZone: string
}) {
  const t = useTranslations('people')
  const locale = useLocale()
  const roles = useRoles()
  const router = useRouter()
  const [said, say] = useState('')

  return (
    <>
      {invitations.length === 0 && <p className="text-ink-soft">{t('noneOpen')}</p>}
      {invitations.length > 0 && (
        <ul className="panel divide-y divide-line">
          {invitations.map(({ id, role, invitedBy, expiresAt }) => {
            const until = formatInstant(expiresAt, locale, timeZone)
            return (
              <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
                <div className="min-w-0">
                  <p className="font-medium">{roles.nameOf(role)}</p>
                  <p className="text-ink-soft text-sm">{t('invitedBy', { who: invitedBy ?? t('operator'), until })}</p>
                </div>
                <ActionForm
                  action={revoke}
                  label={t('revokeOf', { role: roles.nameOf(role), until })}
                  draft={null}
                  onDone={() => {
                    say(t('revoked'))
                    router.refresh()
                  }}
                >
                  <input type="hidden" name="id" value={id} />
                  <SubmitButton isPlain label={t('revokeOf', { role: roles.nameOf(role), until })}>
                    {t('revoke')}
                  </SubmitButton>
                </ActionForm>
              </li>
            )
          })}
        </ul>
      )}
      <Said>{said}</Said>
    </>
  )
}
