'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { useRoles } from '@/components/account/use-roles'
import { ActionForm } from '@/components/ui/action-form'
import { SelectField } from '@/components/ui/fields'
import { LinkToCopy } from '@/components/ui/link-to-copy'
import { SubmitButton } from '@/components/ui/submit-button'
import { useDraft } from '@/components/ui/use-draft'
import { ROLES, Role } from '@/lib/account'
import type { Action } from '@/lib/action'

export type Invited = { role: Role; link: string }

/** Makes a link by which one person joins. */
export function InviteForm({ invite }: { invite: Action<Invited> }) {
  const t = useTranslations('people')
  const definitions = useTranslations('role')
  const roles = useRoles()
  const router = useRouter()
  const [invited, show] = useState<Invited | null>(null)

  function done(made: Invited) {
    show(made)
    router.refresh()
  }

  return (
    <div className="panel p-5">
      <ActionForm action={invite} onDone={done} label={t('inviteTitle')} draft={useDraft('invite')}>
        <div className="flex flex-wrap items-end gap-3">
          <SelectField
            label={t('role')}
            name="role"
            options={roles.options}
            defaultValue={Role.EDITOR}
            className="min-w-40"
          />
          <SubmitButton>{t('invite')}</SubmitButton>
        </div>
      </ActionForm>
      <dl className="mt-4 grid gap-x-4 text-sm sm:grid-cols-[auto_1fr]">
        {ROLES.map((role) => (
          <Fragment key={role}>
            <dt className="font-medium">{roles.nameOf(role)}</dt>
            <dd className="text-ink-soft max-sm:mb-2">{definitions(`${role}.definition`)}</dd>
          </Fragment>
        ))}
      </dl>
      {invited && (
        <LinkToCopy
          label={t('invitationLink', { role: roles.nameOf(invited.role) })}
          note={t('invitationLinkNote')}
          link={invited.link}
          copy={t('copy')}
          copied={t('copied')}
        />
      )}
    </div>
  )
}
