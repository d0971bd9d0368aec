import pino from 'pino'

/** @typedef {'debug' | 'info' | 'warn' | 'error' | 'fatal'} Level */

/**
 * A log of lines of JSON, in which nothing reads as another line and none of the secrets can be read.
 * @param {{ write: (line: string) => unknown, level?: string, secrets?: string[] }} options
 */
export function openLog({ write, level = 'info', secrets = [] }) {
  const hide = hidingOf(secrets)
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: told },
      // The whole line, so that it matters not where in it something stands.
      hooks: { streamWrite: (line) => escaped(hide(line)) },
    },
    { write },
  )
}

/** What a log tells of an error: what it says and where it came from, not the data that it carries along. */
function told(/** @type {unknown} */ error, depth = 0) {
  if (typeof error !== 'object' || error === null) return error
  const { name, message, stack, code, digest, cause } = /** @type {{ [field: string]: unknown }} */ (error)
  return {
    name,
    message,
    ...(code !== undefined && { code }),
    ...(digest !== undefined && { digest }),
    stack,
    ...(cause !== undefined && depth < 3 && { cause: told(cause, depth + 1) }),
  }
}

/** Characters that JSON may hold as they are, and that end a line or command a terminal somewhere. */
const UNSEEN = /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g

/** @param {string} line */
const escaped = (line) =>
  line.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

const HIDDEN = '[hidden]'
const NAMES = '(?:password|passwd|secret|token|cookie|authorization)\\w{0,20}'

/**
 * What looks like a secret in a line of JSON, each with what is kept of it. Every repetition has a bound or an end that
 * is soon met, so that no line takes long.
 * @type {[RegExp, string][]}
 */
const PATTERNS = [
  // The password of postgresql://name:password@host.
  [/(\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s:/@"\\]{0,200}):[^\s/@"\\]{1,500}@/gi, `$1:${HIDDEN}@`],
  // The token of a link that works once.
  [/((?:\/|%2f)(?:setup|join|password)(?:\/|%2f))[\w-]{16,}/gi, `$1${HIDDEN}`],
  // Our own cookies.
  [/(\baccord[\w.-]{0,40})=[^;,\s"\\]{1,4000}/g, `$1=${HIDDEN}`],
  [/\b(bearer|basic) [\w.~+/=-]{16,}/gi, `$1 ${HIDDEN}`],
  // A field of JSON, one that is quoted in a text, and a header.
  [new RegExp(`(${NAMES}"\\s?:\\s?")(?:\\\\.|[^"\\\\])*`, 'gi'), `$1${HIDDEN}`],
  [
    new RegExp(`(${NAMES}(?:\\\\"|')?\\s?[:=]\\s?)(\\\\"|['\`])(?:(?!\\2)(?:\\\\.|[^"\\\\])){1,4000}`, 'gi'),
    `$1$2${HIDDEN}`,
  ],
  [/(\b(?:set-)?(?:cookie|authorization): )(?:(?!\\[rn])[^"]){1,4000}/gi, `$1${HIDDEN}`],
]

/** @param {string[]} secrets @returns {(line: string) => string} */
function hidingOf(secrets) {
  const forms = secrets
    .filter(Boolean)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .map((text) => JSON.stringify(text).slice(1, -1))
  return (line) => {
    for (const form of forms) line = line.replaceAll(form, HIDDEN)
    for (const [pattern, kept] of PATTERNS) line = line.replace(pattern, kept)
    return line
  }
}

/**
 * The secrets among the settings of the web server.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function secretsIn({ ACCORD_SECRET = '', DATABASE_URL = '', NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key = '' }) {
  const password = URL.canParse(DATABASE_URL) ? new URL(DATABASE_URL).password : ''
  return [ACCORD_SECRET, key, password, decoded(password)].filter(Boolean)
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
