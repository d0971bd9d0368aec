import { createTranslator } from 'use-intl/core'
import { personIn } from '@/lib/account'
import { formatDays, isDay } from '@/lib/day'
import { formatHour } from '@/lib/instant'
import { inEitherLanguage, type Locale } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'

/** What changes refer to, as it is known today: people's names by id, and the links behind follow-ups by key. */
export type Known = { names: ReadonlyMap<string, string>; sources: ReadonlyMap<string, readonly string[]> }

/** Actors that are not people. */
const ACTORS = {
  'rule v1': 'rule',
  seed: 'seed',
  setup: 'setup',
  operator: 'operator',
  anonymous: 'anonymous',
  test: 'test',
} as const

type Fields = Record<string, unknown>
type Labelled = 'status' | 'condition' | 'confidence' | 'type' | 'role'

/**
 * The words of one language for the contents of changes. The record may hold values that no version of the ledger ever
 * wrote: anything unknown is shown unchanged, and nothing throws.
 */
export function wordsIn(locale: Locale, { names, sources }: Known) {
  const messages = MESSAGES[locale]
  const t = createTranslator({ locale, messages, namespace: 'changes' })

  const plain = (value: unknown): string =>
    typeof value === 'string' ? value : value === undefined || value === null ? t('nothing') : JSON.stringify(value)

  const named = (table: Record<string, string>, value: unknown): string =>
    typeof value === 'string' && Object.hasOwn(table, value) ? (table[value] ?? '') : plain(value)

  const labelled = (group: Labelled, value: unknown): string => {
    const labels: Record<string, { label: string }> = messages[group]
    return typeof value === 'string' && Object.hasOwn(labels, value) ? (labels[value]?.label ?? '') : plain(value)
  }

  const status = (value: unknown) => labelled('status', value ?? 'UNASSESSED')
  const dayOrNull = (value: unknown) => (typeof value === 'string' && isDay(value) ? value : null)

  return {
    plain,
    named,
    labelled,
    status,
    effect: (value: unknown) => named(messages.effect, value),
    list: (values: readonly string[]) => values.join(t('separator')),
    yesOrNo: (value: boolean) => t(value ? 'yes' : 'no'),

    /** The name of an actor, or of a person acted upon. */
    actor(actor: string): string {
      const id = personIn(actor)
      if (id !== null) return names.get(id) ?? t('actors.gone')
      return Object.hasOwn(ACTORS, actor) ? t(`actors.${ACTORS[actor as keyof typeof ACTORS]}`) : actor
    },

    /** The status and, unless it is ACTIVE, the condition. */
    standing: ({ status: reached, condition }: Fields): string =>
      condition === 'ACTIVE' || condition === undefined
        ? status(reached)
        : `${status(reached)} · ${labelled('condition', condition)}`,

    days(first: unknown, last: unknown = null): string {
      const from = dayOrNull(first)
      return from === null ? plain(first) : formatDays(from, dayOrNull(last), locale)
    },

    /** The hour that begins at an instant, by the clock that all ledgers share. */
    hour(from: unknown): string {
      const instant = typeof from === 'string' ? Date.parse(from) : Number.NaN
      return Number.isNaN(instant) ? plain(from) : formatHour(new Date(instant), locale)
    },

    /** The text in the reader's language, or the other one where that is missing. */
    either: (zh: unknown, en: unknown): string =>
      inEitherLanguage(locale, typeof zh === 'string' ? zh : null, typeof en === 'string' ? en : null),

    /** How many different sources some follow-ups rest on. */
    sourcesOf: (keys: unknown): number =>
      new Set((Array.isArray(keys) ? keys : []).flatMap((key) => sources.get(key) ?? [])).size,
  }
}

export type Words = ReturnType<typeof wordsIn>
