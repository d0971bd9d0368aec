import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { MESSAGES } from '@/lib/sentence'

type Namespace = keyof (typeof MESSAGES)['en']

/** Sends the browser, with a page, the words of some namespaces more than every reader gets. */
export async function PageMessages({ of: namespaces, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const messages = await getMessages()
  const picked = Object.fromEntries(namespaces.map((namespace) => [namespace, messages[namespace]]))
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>
}
