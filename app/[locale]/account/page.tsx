import type { Metadata } from 'next'
import { unauthorized } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { changeMyPassword, endMyOtherSessions, endMySession, renameMyself } from '@/app/actions/account'
import { PageMessages } from '@/app/page-messages'
import { PRIVATE } from '@/app/private-page'
import { OwnNameForm, OwnPasswordForm } from '@/components/account/own-forms'
import { OwnSessions } from '@/components/account/own-sessions'
import { ledger } from '@/lib/db/client'
import { findPerson } from '@/lib/db/people/read'
import { listSessions } from '@/lib/db/sessions/read'
import { timeZone } from '@/server/request/ledger'
import { currentSession } from '@/server/request/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { ...PRIVATE, title: t('title') }
}

export default async function AccountPage() {
  const [t, role, session] = await Promise.all([getTranslations('account'), getTranslations('role'), currentSession()])
  if (!session) unauthorized()
  const { id } = session.person
  const [person, sessions] = await Promise.all([findPerson(ledger(), { id }), listSessions(ledger(), id)])
  if (!person) unauthorized()
  return (
    <PageMessages of={['account', 'form']}>
      <div className="mx-auto max-w-5xl">
        <h1 className="font-semibold text-2xl sm:text-3xl">{t('title')}</h1>
        <p className="mt-2 text-ink-soft [overflow-wrap:anywhere]">
          {t('whoAndRole', { email: person.email, role: role(`${person.role}.label`) })}
        </p>
        <p className="mb-6 text-ink-soft text-sm">{role(`${person.role}.definition`)}</p>
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <div className="space-y-6">
            <section aria-labelledby="name" className="panel p-5">
              <h2 id="name" className="mb-3 font-semibold text-xl">
                {t('name')}
              </h2>
              <OwnNameForm person={person} rename={renameMyself} />
            </section>
            <section aria-labelledby="sessions" className="panel p-5">
              <h2 id="sessions" className="font-semibold text-xl">
                {t('sessions')}
              </h2>
              <p className="mt-1 text-ink-soft text-sm">{t('sessionsNote')}</p>
              <OwnSessions
                sessions={sessions}
                current={session.id}
                end={endMySession}
                endOthers={endMyOtherSessions}
                timeZone={timeZone()}
              />
            </section>
          </div>
          <section aria-labelledby="password" className="panel p-5">
            <h2 id="password" className="mb-3 font-semibold text-xl">
              {t('password')}
            </h2>
            <OwnPasswordForm email={person.email} change={changeMyPassword} />
          </section>
        </div>
      </div>
    </PageMessages>
  )
}
