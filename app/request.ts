import { getRequestConfig } from 'next-intl/server'
import { routing } from '@/app/routing'
import { isLocale } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'

export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale
  const locale = requested && isLocale(requested) ? requested : routing.defaultLocale
  return { locale, messages: MESSAGES[locale], timeZone: 'UTC' }
})
