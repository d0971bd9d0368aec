import { inLanguage, type Locale } from '@/lib/locale'

/** The languages of sources that forms offer, with their names in both; the ledger's own two come first. */
const NAMES: Record<string, readonly [zh: string, en: string]> = {
  'zh-CN': ['中文（中国）', 'Chinese (China)'],
  en: ['英语', 'English'],
  ar: ['阿拉伯语', 'Arabic'],
  de: ['德语', 'German'],
  es: ['西班牙语', 'Spanish'],
  fr: ['法语', 'French'],
  ja: ['日语', 'Japanese'],
  ko: ['韩语', 'Korean'],
  pt: ['葡萄牙语', 'Portuguese'],
  ru: ['俄语', 'Russian'],
}

export const OFFERED_LANGUAGES = Object.keys(NAMES)

/**
 * What a language is called, by its tag. Those that are offered are written down here, because versions of Intl differ on them, and
 * the server and the browser have to agree.
 */
export function languageName(tag: string, locale: Locale): string {
  const known = NAMES[tag]
  if (known) return inLanguage(locale, ...known)
  return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
}
