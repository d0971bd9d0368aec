import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { MESSAGES } from '@/lib/sentence'

type Namespace = keyof (typeof MESSAGES)['en']

/** Sends the browser the messages of further namespaces, which only this page needs. */
export async function PageMessages({ of: namespaces, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const messages = await getMessages()
  const picked = Object.fromEntries(namespaces.map((namespace) => [namespace, messages[namespace]]))
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>
}
