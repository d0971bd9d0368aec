import { inEitherLanguage, inLanguage, LANGUAGE_TAG, type Locale } from '@/lib/locale'

/** A text in the reader's language, or, marked as such, in the other language where it exists in that one only. */
export function Translated({ locale, zh, en }: { locale: Locale; zh: string | null; en: string | null }) {
  if (inLanguage(locale, zh, en) !== null) return inLanguage(locale, zh, en)
  return <span lang={LANGUAGE_TAG[inLanguage(locale, 'en', 'zh')]}>{inEitherLanguage(locale, zh, en)}</span>
}
