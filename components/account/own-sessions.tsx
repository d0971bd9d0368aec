'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Said } from '@/components/ui/said'
import { SubmitButton } from '@/components/ui/submit-button'
import type { SessionRow } from '@/lib/account'
import type { Action } from '@/lib/action'
import { deviceOf } from '@/lib/device'
import { formatInstant } from '@/lib/instant'

/** Where one is signed in, with a way to sign out elsewhere. */
export function OwnSessions({
  sessions,
  current,
  end,
  endOthers,
  timeZone,
}: {
  sessions: readonly SessionRow[]
  /** The id of the session that shows this page. */
  current: string
  end: Action<unknown>
  endOthers: Action<unknown>
  timeZone: string
}) {
  const t = useTranslations('account')
  const locale = useLocale()
  const router = useRouter()
  const [said, say] = useState('')

  function done() {
    say(t('ended'))
    router.refresh()
  }
  function nameOf(agent: string | null): string {
    const { browser = null, system = null } = deviceOf(agent) ?? {}
    if (browser && system) return t('deviceOf', { browser, system })
    return browser ?? system ?? t('unknownDevice')
  }

  return (
    <>
      <ul className="divide-y divide-line">
        {sessions.map(({ id, agent, address, startedAt, seenAt }, index) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <div className="min-w-0">
              <p className="font-medium">
                {nameOf(agent)}
                {id === current && (
                  <span className="ml-2 rounded bg-accent-soft px-1.5 text-accent text-sm">{t('thisOne')}</span>
                )}
              </p>
              <p className="text-ink-soft text-sm">
                {t('sessionFacts', {
                  address: address ?? t('unknownAddress'),
                  seen: formatInstant(seenAt, locale, timeZone),
                  started: formatInstant(startedAt, locale, timeZone),
                })}
              </p>
            </div>
            {id !== current && (
              <ActionForm
                action={end}
                onDone={done}
                label={t('endOf', { n: index + 1, device: nameOf(agent) })}
                draft={null}
              >
                <input type="hidden" name="id" value={id} />
                <SubmitButton isPlain label={t('endOf', { n: index + 1, device: nameOf(agent) })}>
                  {t('end')}
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <ActionForm action={endOthers} onDone={done} label={t('endOthers')} draft={null} className="mt-3">
          <SubmitButton isPlain>{t('endOthers')}</SubmitButton>
        </ActionForm>
      )}
      <Said>{said}</Said>
    </>
  )
}
