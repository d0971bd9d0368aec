import { inEitherLanguage, inLanguage, LANGUAGE_TAG, type Locale } from '@/lib/locale'

/** A text in the reader's language; where it was written in the other one only, that, and marked as such. */
export function Translated({ locale, zh, en }: { locale: Locale; zh: string | null; en: string | null }) {
  if (inLanguage(locale, zh, en) !== null) return inLanguage(locale, zh, en)
  return <span lang={LANGUAGE_TAG[inLanguage(locale, 'en', 'zh')]}>{inEitherLanguage(locale, zh, en)}</span>
}
