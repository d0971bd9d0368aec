import { getRequestConfig } from 'next-intl/server'
import { isLocale } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'
import { routing } from '@/server/request/routing'

export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale
  const locale = requested && isLocale(requested) ? requested : routing.defaultLocale
  return { locale, messages: MESSAGES[locale], timeZone: 'UTC' }
})
