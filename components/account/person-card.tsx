'use client'

import { ChevronDown } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRoles } from '@/components/account/use-roles'
import { ActionForm } from '@/components/ui/action-form'
import { SelectField } from '@/components/ui/fields'
import { LinkToCopy } from '@/components/ui/link-to-copy'
import { Said } from '@/components/ui/said'
import { SubmitButton } from '@/components/ui/submit-button'
import type { PersonRow } from '@/lib/account'
import type { Action } from '@/lib/action'
import { formatInstant } from '@/lib/instant'

export type PersonActions = {
  changeRole: Action<null>
  deactivate: Action<null>
  reactivate: Action<null>
  endSessions: Action<{ sessions: number }>
  makePasswordLink: Action<string>
}

/** A person, and what an administrator can do for them. */
export function PersonCard({
  person,
  isSelf,
  actions,
  timeZone,
}: {
  person: PersonRow
  isSelf: boolean
  actions: PersonActions
  timeZone: string
}) {
  const t = useTranslations('people')
  const locale = useLocale()
  const roles = useRoles()
  const router = useRouter()
  const [said, say] = useState('')
  const [link, show] = useState<string | null>(null)
  const { id, name, email, role, version, deactivatedAt, lastSeenAt, sessions } = person

  /** What is said after something was done, when the list is as it is now. */
  const done = (sentence: string) => {
    say(sentence)
    show(null)
    router.refresh()
  }
  const labelled = (what: string) => t('doFor', { what, name })

  return (
    <li className="px-4 py-3" data-person={email}>
      <details className="group">
        <summary
          className="grid items-center gap-x-4 gap-y-1 rounded sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,2fr)_auto]"
          aria-label={t('manageOf', { name })}
        >
          <span className="min-w-0">
            <span className="font-semibold [overflow-wrap:anywhere]">{name}</span>
            {isSelf && <span className="text-ink-soft text-sm">{t('inBrackets', { text: t('you') })}</span>}
            <span className="block text-ink-soft text-sm [overflow-wrap:anywhere]">{email}</span>
          </span>
          <span>
            {deactivatedAt ? (
              <span className="rounded border border-line-strong px-1.5 text-ink-soft text-sm">{t('deactivated')}</span>
            ) : (
              roles.nameOf(role)
            )}
          </span>
          <span className="text-ink-soft text-sm">
            {lastSeenAt ? t('seen', { at: formatInstant(lastSeenAt, locale, timeZone) }) : t('neverSeen')}
            {t('separator')}
            {t('sessions', { count: sessions })}
          </span>
          <span className="inline-flex items-center gap-1 text-accent">
            {t('manage')}
            <ChevronDown aria-hidden className="size-4 motion-safe:transition-transform group-open:rotate-180" />
          </span>
        </summary>
        <div className="mt-4 grid gap-x-8 gap-y-5 border-line border-t pt-4 sm:grid-cols-2">
          <ActionForm action={actions.changeRole} onDone={() => done(t('roleSaved'))} label={labelled(t('saveRole'))}>
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="version" value={version} />
            <SelectField key={version} label={t('role')} name="role" options={roles.options} defaultValue={role} />
            <div className="mt-3">
              <SubmitButton isPlain>{t('saveRole')}</SubmitButton>
            </div>
          </ActionForm>
          <div className="space-y-4">
            <ActionForm
              action={deactivatedAt ? actions.reactivate : actions.deactivate}
              onDone={() => done(t(deactivatedAt ? 'reactivatedNow' : 'deactivatedNow'))}
              label={labelled(t(deactivatedAt ? 'reactivate' : 'deactivate'))}
            >
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="version" value={version} />
              <SubmitButton isPlain>{t(deactivatedAt ? 'reactivate' : 'deactivate')}</SubmitButton>
              {!deactivatedAt && <p className="mt-1 text-ink-soft text-sm">{t('deactivateNote')}</p>}
            </ActionForm>
            {!deactivatedAt && (
              <>
                <ActionForm
                  action={actions.endSessions}
                  onDone={({ sessions: count }) => done(t('sessionsEnded', { count }))}
                  label={labelled(t('endSessions'))}
                >
                  <input type="hidden" name="id" value={id} />
                  <SubmitButton isPlain>{t('endSessions')}</SubmitButton>
                </ActionForm>
                <ActionForm
                  action={actions.makePasswordLink}
                  onDone={(made) => {
                    say('')
                    show(made)
                  }}
                  label={labelled(t('passwordLink'))}
                >
                  <input type="hidden" name="id" value={id} />
                  <SubmitButton isPlain>{t('passwordLink')}</SubmitButton>
                </ActionForm>
              </>
            )}
          </div>
        </div>
        {link && (
          <LinkToCopy
            label={t('passwordLinkOf', { name })}
            note={t('passwordLinkNote')}
            link={link}
            copy={t('copy')}
            copied={t('copied')}
          />
        )}
        <Said>{said}</Said>
      </details>
    </li>
  )
}
