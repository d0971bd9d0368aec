import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Locale } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'
import { TODAY } from './build'
import { type Html, htmlOf } from './html'

const NOWHERE = () => {}
/** Nothing is clicked here, so that nobody goes anywhere. */
const ROUTER = { back: NOWHERE, forward: NOWHERE, refresh: NOWHERE, push: NOWHERE, replace: NOWHERE, prefetch: NOWHERE }

/** What a component says in a language, before any script has run, on a page at `address`. */
export function render(element: ReactElement, locale: Locale, address = `/${locale}`): Html {
  const { pathname, searchParams } = new URL(address, 'http://ledger.test')
  return htmlOf(
    renderToStaticMarkup(
      <AppRouterContext.Provider value={{ ...ROUTER, bfcacheId: '' }}>
        <PathnameContext.Provider value={pathname}>
          <SearchParamsContext.Provider value={searchParams}>
            <NextIntlClientProvider
              locale={locale}
              messages={MESSAGES[locale]}
              timeZone="UTC"
              now={new Date(`${TODAY}T12:00:00Z`)}
              onError={(error) => {
                throw error
              }}
            >
              {element}
            </NextIntlClientProvider>
          </SearchParamsContext.Provider>
        </PathnameContext.Provider>
      </AppRouterContext.Provider>,
    ),
  )
}
