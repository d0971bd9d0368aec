import type { Metadata } from 'next'
import { forbidden, unauthorized } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import {
  changeRoleOf,
  deactivatePerson,
  endSessionsOfPerson,
  invitePerson,
  makePasswordLinkOf,
  reactivatePerson,
  revokeInvitationOf,
} from '@/app/actions/people'
import { PageMessages } from '@/app/page-messages'
import { PRIVATE } from '@/app/private-page'
import { InviteForm } from '@/components/account/invite-form'
import { OpenInvitations } from '@/components/account/open-invitations'
import { PersonCard } from '@/components/account/person-card'
import { may, personIn, Role } from '@/lib/account'
import { listInvitations } from '@/lib/db/access-links/read'
import { ledger } from '@/lib/db/client'
import { listPeople } from '@/lib/db/people/read'
import { timeZone } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { ...PRIVATE, title: t('title') }
}

export default async function PeoplePage() {
  const [t, person] = await Promise.all([getTranslations('people'), currentPerson()])
  if (!person) unauthorized()
  if (!may(person, Role.ADMIN)) forbidden()
  const [people, open] = await Promise.all([listPeople(ledger()), listInvitations(ledger())])
  const admins = people.filter(({ role, deactivatedAt }) => role === Role.ADMIN && !deactivatedAt).length
  const nameOf = (id: string | null) => people.find((one) => one.id === id)?.name ?? null
  const invitations = open.map((one) => ({ ...one, invitedBy: nameOf(personIn(one.createdBy)) }))
  const actions = {
    changeRole: changeRoleOf,
    deactivate: deactivatePerson,
    reactivate: reactivatePerson,
    endSessions: endSessionsOfPerson,
    makePasswordLink: makePasswordLinkOf,
  }
  return (
    <PageMessages of={['people', 'role', 'form']}>
      <div className="mx-auto max-w-5xl space-y-8">
        <header>
          <h1 className="font-semibold text-2xl sm:text-3xl">{t('title')}</h1>
          <p className="mt-2 text-ink-soft">{t('lead', { count: people.length, admins })}</p>
        </header>
        <section aria-labelledby="all">
          <h2 id="all" className="mb-3 font-semibold text-xl">
            {t('listTitle')}
          </h2>
          <ul className="panel divide-y divide-line">
            {people.map((one) => (
              <PersonCard
                key={one.id}
                person={one}
                isSelf={one.id === person.id}
                actions={actions}
                timeZone={timeZone()}
              />
            ))}
          </ul>
        </section>
        <section aria-labelledby="invite">
          <h2 id="invite" className="font-semibold text-xl">
            {t('inviteTitle')}
          </h2>
          <p className="mt-1 mb-3 max-w-prose text-ink-soft">{t('inviteNote')}</p>
          <InviteForm invite={invitePerson} />
        </section>
        <section aria-labelledby="open">
          <h2 id="open" className="mb-3 font-semibold text-xl">
            {t('openTitle')}
          </h2>
          <OpenInvitations invitations={invitations} revoke={revokeInvitationOf} timeZone={timeZone()} />
        </section>
      </div>
    </PageMessages>
  )
}
