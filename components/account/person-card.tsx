'use client'

import { ChevronDown } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { type PersonActions, PersonForms } from '@/components/account/person-forms'
import { useRoles } from '@/components/account/use-roles'
import { LinkToCopy } from '@/components/ui/link-to-copy'
import { Said } from '@/components/ui/said'
import type { PersonRow } from '@/lib/account'
import { formatInstant } from '@/lib/instant'

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
  const router = useRouter()
  const [said, say] = useState('')
  const [link, show] = useState<string | null>(null)

  /** Says what was done, once the list shows it. */
  function done(sentence: string) {
    say(sentence)
    show(null)
    router.refresh()
  }

  return (
    <li className="px-4 py-3" data-person={person.email}>
      <details className="group">
        <PersonSummary person={person} isSelf={isSelf} timeZone={timeZone} />
        <PersonForms
          person={person}
          actions={actions}
          onDone={done}
          onLink={(made) => {
            say('')
            show(made)
          }}
        />
        {link && (
          <LinkToCopy
            label={t('passwordLinkOf', { name: person.name })}
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

/** Who it is, what they may do, and when they were last here. */
function PersonSummary({ person, isSelf, timeZone }: { person: PersonRow; isSelf: boolean; timeZone: string }) {
  const t = useTranslations('people')
  const locale = useLocale()
  const roles = useRoles()
  const { name, email, role, deactivatedAt, lastSeenAt, sessions } = person
  return (
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
  )
}
