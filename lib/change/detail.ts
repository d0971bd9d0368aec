import { canonicalJson } from '@/lib/canonical-json'
import { type ChangeEntry, fieldsIn, recordedFields } from '@/lib/change/change'
import type { Words } from '@/lib/change/words'
import type { Locale } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'

/** A field that a change is about: what it was, where that is on record, and what it became. */
export type Detail = { field: string; label: string; before: string | null; after: string | null }

/** Fields that the sentence, the address or the position already shows, and those that only a check of the record needs. */
const SAID_ELSEWHERE = ['ref', 'slug', 'key', 'position', 'recordedBy', 'hour', 'calls', 'networks']
const ONLY_CHECKED = ['id', 'link', 'linkHash', 'expiresAt', 'emailHash']
const UNSHOWN = [...SAID_ELSEWHERE, ...ONLY_CHECKED]

/** The fields that a change altered, in the order in which messages/ lists them; unknown ones come last. */
export function detailsOf({ data, before }: ChangeEntry, words: Words, locale: Locale): Detail[] {
  const [was, is] = [recordedFields(before), recordedFields(data)]
  const same = (field: string) => field in was && canonicalJson(was[field]) === canonicalJson(is[field])
  const text = textOf(words, locale)
  const named = MESSAGES[locale].changes.fields
  const placeOf = (field: string) => Object.keys(named).indexOf(field) + 1 || Number.MAX_SAFE_INTEGER
  return Object.keys({ ...is, ...was })
    .sort((a, b) => placeOf(a) - placeOf(b))
    .filter((field) => !UNSHOWN.includes(field) && !(field in is && same(field)))
    .map((field) => ({
      field,
      label: words.named(named, field),
      before: text(field, was),
      after: text(field, is),
    }))
    .filter(({ before, after }) => before !== null || after !== null)
}

/** A value as a reader would write it; null for nothing. */
function textOf(words: Words, locale: Locale) {
  const messages = MESSAGES[locale]
  const scalar = (field: string, value: string | number | boolean): string => {
    if (typeof value === 'boolean') return words.yesOrNo(value)
    if (typeof value === 'number') return String(value)
    if (field.endsWith('On') || field === 'compiledUntil') return words.days(value)
    if (field === 'responsible') return words.actor(`user:${value}`)
    if (field === 'condition' || field === 'confidence' || field === 'type' || field === 'role')
      return words.labelled(field, value)
    if (field === 'status') return words.status(value)
    if (field === 'effect' || field === 'relation') return words.named(messages[field], value)
    if (field === 'datePrecision') return words.named(messages.precision, value)
    if (field === 'reportedBy') return words.named({ BOTH: messages.item.both, THIRD: messages.item.third }, value)
    return value
  }
  const whole = (value: object): string => {
    const { zh, en, titleZh, titleEn, nameZh, nameEn, title, publisher, url, text, ...rest } = fieldsIn(value)
    const named = words.either(zh ?? titleZh ?? nameZh, en ?? titleEn ?? nameEn)
    if (named) return named
    if (url) return [publisher, title, url].filter((part) => typeof part === 'string').join(' · ')
    return typeof text === 'string' ? text : canonicalJson(rest)
  }
  return (field: string, fields: Record<string, unknown>): string | null => {
    const value = fields[field]
    if (field in fields && field === 'status') return words.status(value)
    if (isNothing(field, value)) return null
    if (Array.isArray(value))
      return (
        value.map((one) => (typeof one === 'object' && one !== null ? whole(one) : words.plain(one))).join('\n') || null
      )
    return typeof value === 'object' && value !== null
      ? whole(value)
      : scalar(field, value as string | number | boolean)
  }
}

/** Values that go without saying: none at all, the usual date precision, and no timing. */
const isNothing = (field: string, value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (field === 'datePrecision' && value === 'DAY') ||
  (field === 'timing' && fieldsIn(value).kind === 'NONE')
