import '@/app/globals.css'
import type { Metadata, Viewport } from 'next'
import { notFound } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { undo } from '@/app/actions/assessments'
import { signOut } from '@/app/actions/sign-in'
import { DraftsOf } from '@/components/account/drafts-of'
import { RecordedNotice } from '@/components/desk/recorded-notice'
import { Live } from '@/components/site/live'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { Unavailable } from '@/components/site/unavailable'
import { may } from '@/lib/account'
import { isLocale, LANGUAGE_TAG } from '@/lib/locale'
import { recordedUpTo } from '@/server/request/ledger'
import { originOf } from '@/server/request/origin'
import { personIfKnown } from '@/server/request/session'
import { chosenTheme } from '@/server/request/tastes'
import { answerUnavailable } from '@/server/request/unavailable'

type Props = { children: ReactNode; dialog: ReactNode; params: Promise<{ locale: string }> }

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f6f3' },
    { media: '(prefers-color-scheme: dark)', color: '#14161a' },
  ],
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const [t, origin] = await Promise.all([getTranslations({ locale, namespace: 'site' }), originOf()])
  return {
    metadataBase: new URL(origin),
    title: { default: `${t('name')} · ${t('tagline')}`, template: `%s · ${t('name')}` },
    description: t('tagline'),
    icons: { icon: '/icon.svg' },
    // Title and description come from each page; the picture is made by scripts/social-preview.mjs.
    openGraph: {
      siteName: t('name'),
      type: 'website',
      locale: LANGUAGE_TAG[locale].replace('-', '_'),
      images: { url: `/social-preview-${locale}.png`, width: 1200, height: 630, alt: `${t('name')} · ${t('tagline')}` },
    },
    twitter: { card: 'summary_large_image' },
  }
}

export default async function LocaleLayout({ children, dialog, params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  setRequestLocale(locale)
  const [t, messages, theme] = await Promise.all([getTranslations('site'), getMessages(), chosenTheme()])
  const [person, upTo] = await Promise.all([personIfKnown(), recordedUpTo()])
  // Every page queries the database and would break; this page says so, and works without JavaScript.
  const isAway = upTo === null || person === undefined
  if (isAway) answerUnavailable()
  const reader = person?.id ?? null
  // Only the messages of client components are sent to the browser.
  const { site, columns, table, type, status, condition, confidence, states, live, recorded, form } = messages
  const shown = { site, columns, table, type, status, condition, confidence, states, live, ...(person && { form }) }

  return (
    <html lang={LANGUAGE_TAG[locale]} data-theme={theme}>
      <body className="flex min-h-dvh flex-col">
        <NextIntlClientProvider messages={shown}>
          <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-3">
            {t('skip')}
          </a>
          <SiteHeader locale={locale} theme={theme ?? 'auto'} person={person} signOut={signOut} />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-[100rem] grow px-4 py-6 outline-none sm:px-6 print:p-0"
          >
            {isAway ? <Unavailable /> : <DraftsOf person={reader}>{children}</DraftsOf>}
          </main>
          <SiteFooter />
          {isAway ? null : <DraftsOf person={reader}>{dialog}</DraftsOf>}
          <Live recordedUpTo={upTo ?? 0} />
          {may(person ?? null, 'EDITOR') && (
            <NextIntlClientProvider messages={{ recorded }}>
              <RecordedNotice undo={undo} />
            </NextIntlClientProvider>
          )}
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
