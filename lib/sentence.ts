import { createTranslator } from 'use-intl/core'
import type { AppError } from '@/lib/error'
import type { Locale } from '@/lib/locale'
import type { Problem } from '@/lib/parse-filter'
import en from '@/messages/en.json'
import zh from '@/messages/zh.json'

export const MESSAGES = { zh, en }

export type ErrorKey = keyof typeof en.errors

const speaker = (locale: Locale) => createTranslator({ locale, messages: MESSAGES[locale], namespace: 'errors' })
/** Made once: each keeps the messages that it has read. */
const SPEAKERS = { zh: speaker('zh'), en: speaker('en') }

/** A refusal, or a problem with a parameter, as a sentence for the user. */
export function sentenceOf(what: AppError | Problem, locale: Locale): string {
  const t = SPEAKERS[locale]
  if ('reason' in what) return t(what.reason, { ...what })
  return t(what.key as ErrorKey, { field: what.field ?? '', ...what.values })
}
