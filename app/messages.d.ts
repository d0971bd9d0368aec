import type { Locale } from '@/lib/locale'
import type en from '@/messages/en.json'

/** Every key of a message and every locale is checked by the compiler. */
declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: typeof en
  }
}
