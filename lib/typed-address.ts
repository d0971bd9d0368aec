import { CHANGE_PARAMETERS } from '@/lib/change/filter'
import { PARAMETERS } from '@/lib/filter'
import { LOCALES } from '@/lib/locale'

/**
 * Addresses as people pass them on: with the full stop of the sentence behind them, within brackets, in other letters' case,
 * in full-width letters, under another tag of the same language. What the proper address is can be told here, without the
 * ledger, for all but the names of what is in it; typedName() is for those.
 */

/** The pages below a language, and the words that may stand further along. */
const PAGES = new Set(
  'commitments commitments.csv domains source method changes sign-in account people join setup password'.split(' '),
)
const FURTHER = new Set(['new', 'assess', 'retitle', 'withdraw', 'correct', 'follow-ups'])
/** What stands behind these is a secret in upper and lower case. */
const BEFORE_A_TOKEN = new Set(['join', 'setup', 'password'])
const TOKEN = /^[\w-]{16,}$/

/** `zh-CN`, `zh_Hans_CN`, `en-GB`, `EN`: the tags of the languages in which the ledger speaks. */
const LANGUAGE = new RegExp(`^(${LOCALES.join('|')})(?:[-_][a-z0-9]{1,8})*$`, 'i')

/** Marks around a name that was copied along with them: punctuation, signs, spaces and what cannot be seen. */
const AROUND = String.raw`(?![-_])[\p{P}\p{S}\p{Z}\p{Cf}\t\r\n]`
const BEFORE = new RegExp(`^(?:${AROUND})+`, 'u')
const BEHIND = new RegExp(`(?:${AROUND})+$`, 'u')
const DASHES = /[\u2010-\u2015\u2212]/g
/** Longer than any name; the patterns above take long for a text without end. */
const LONGEST = 200

/** A name of the ledger as it was meant, from one as it was typed: in plain letters, without marks around it. */
export const typedName = (typed: string): string =>
  typed.length > LONGEST ? typed : plain(typed).replace(BEFORE, '').replace(BEHIND, '')

const plain = (typed: string): string => typed.normalize('NFKC').replace(DASHES, '-').trim()

/**
 * The path that is meant by one under a language, or null where it is that already. It begins with a language of the
 * ledger, so that it leads to no other host. Whether there is anything at it is not asked.
 *
 * @param path from its first slash to the query; it can be decoded
 */
export function properPath(path: string): string | null {
  const [, first = '', ...rest] = path.split('/')
  const locale = LANGUAGE.exec(typedName(decodeURIComponent(first)))?.[1]?.toLowerCase()
  if (!locale) return null
  const segments: string[] = []
  for (const segment of rest) segments.push(...properSegment(segment, segments))
  const proper = ['', locale, ...segments].join('/')
  return proper === path ? null : proper
}

/** The parameters whose values have no marks at their ends. A search may mean them, and other parameters are not the ledger's. */
const UNMARKED = new Set<string>([...PARAMETERS.filter((name) => name !== 'q'), ...CHANGE_PARAMETERS])

/**
 * A query without the marks of the sentence that it stood in: those behind its last value, where that is a parameter of
 * the ledger's that can have none.
 */
function properQuery(query: string): string {
  const last = query.slice(query.lastIndexOf('&') + 1)
  const [name = ''] = last.split('=', 1)
  const typed = decodedSegment(last.slice(name.length + 1))
  const meant = typed.replace(BEHIND, '')
  if (!UNMARKED.has(name) || typed.length > LONGEST || meant === '' || meant === typed) return query
  return `${query.slice(0, query.length - last.length)}${name}=${encodeURIComponent(meant).replaceAll('%2C', ',')}`
}

/**
 * The address that is meant by one under a language, or null where it is that already. What somebody appended to a path as if
 * there were a query already (`SF-09&from=timeline`) is its query.
 *
 * @param url from its first slash on
 */
export function properAddress(url: string): string | null {
  const [path = ''] = url.split(url.includes('?') ? '?' : '&', 1)
  const query = url.slice(path.length + 1)
  const meant = properPath(path) ?? path
  if (!LOCALES.some((locale) => locale === meant.split('/', 2)[1])) return null
  const asked = properQuery(query)
  const proper = asked ? `${meant}?${asked}` : meant
  return proper === url || `${proper}?` === url ? null : proper
}

/** None where nothing but the marks of a sentence was typed. */
function properSegment(segment: string, [page, ...between]: readonly string[]): string[] {
  const given = decodeURIComponent(segment)
  const typed = typedName(given)
  const word = typed.toLowerCase()
  const isName = page !== undefined && between.length === 0 && word !== 'new'
  if (typed === '') return /[./\\]/.test(given) ? [segment] : []
  if (page === undefined) return [PAGES.has(word) ? word : segment]
  if (isName) return [BEFORE_A_TOKEN.has(page) && TOKEN.test(typed) ? typed : segment]
  return [FURTHER.has(word) ? word : segment]
}

/**
 * The names that may be meant by one that is not in the ledger as it was typed, in lower case, without repetition: refs may
 * have dots, hyphens and underscores of their own at the end.
 */
export function namesMeant(typed: string): string[] {
  if (typed.length > LONGEST) return []
  const name = typedName(typed)
  return [...new Set([plain(typed), name, name.replace(/^[-_]+|[-_.]+$/g, '')].map((one) => one.toLowerCase()))]
}

/** A segment of a path as it was typed; empty where it cannot be decoded. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}
