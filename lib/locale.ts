export const LOCALES = ['zh', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export const isLocale = (text: string): text is Locale => LOCALES.some((locale) => locale === text)

/** The tag for dates, numbers and the `lang` attribute. */
export const LANGUAGE_TAG: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' }

/** The one of a pair of texts that is in the reader's language. */
export const inLanguage = <T>(locale: Locale, zh: T, en: T): T => (locale === 'zh' ? zh : en)

/** The same, or the other one where that is missing. */
export const inEitherLanguage = (locale: Locale, zh: string | null, en: string | null): string =>
  inLanguage(locale, zh ?? en, en ?? zh) ?? ''
