const HIDDEN = '[hidden]'
const NAMES = '(?:password|passwd|secret|token|cookie|authorization)\\w{0,20}'

/**
 * What looks like a secret in a line of JSON, each with what is kept of it. Every repetition has a bound or an end that
 * is soon met, so that no line takes long.
 */
const PATTERNS: [RegExp, string][] = [
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

/** What takes these secrets, and all that looks like one, out of a line of JSON. */
export function hidingOf(secrets: string[]): (line: string) => string {
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

/** The secrets among the settings of the web server. */
export function secretsIn({
  ACCORD_SECRET = '',
  DATABASE_URL = '',
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key = '',
}: NodeJS.ProcessEnv): string[] {
  const password = URL.canParse(DATABASE_URL) ? new URL(DATABASE_URL).password : ''
  return [ACCORD_SECRET, key, password, decoded(password)].filter(Boolean)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
