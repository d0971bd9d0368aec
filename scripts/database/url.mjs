import { isIPv6 } from 'node:net'
import { Failure } from '../failure.mjs'
import { readTls } from './tls.mjs'

const FORM = 'like postgresql://user:password@host:5432/database'

/** What is said of parameters that others know and the ledger does not follow. */
const NOT_FOLLOWED = new Map([
  ['pgbouncer', 'take it out: the ledger sees by itself what it is connected to, and needs a pooler in session mode'],
  ['connection_limit', 'take it out: the ledger opens as many connections as it needs, eleven for each node'],
  ['pool_timeout', 'take it out: the ledger has its own limits'],
  ['connect_timeout', 'take it out: the ledger has its own limits'],
  ['application_name', 'take it out: the ledger names its connections, by which a restore says what is connected'],
  ['channel_binding', 'take it out: with sslmode=verify-full the server has to prove by its certificate who it is'],
  ['uselibpqcompat', 'take it out, and say with sslmode what is to be checked: verify-full, verify-ca or no-verify'],
  ['target_session_attrs', 'take it out, and name one host, which is the primary'],
])

/** The parameters that are followed, beside those of TLS. */
const FOLLOWED = ['host', 'port', 'user', 'password', 'options', 'schema']

/**
 * Reads DATABASE_URL and writes it again in the one form in which every program of the ledger gets it: without what was
 * copied around it, with its host and account in their places, and saying of TLS all there is to say. Throws a Failure where something
 * in it would be misread or ignored. Never says a password.
 * @param {string} given
 * @param {Record<string, string | undefined>} env for PGSSLMODE, where the address says nothing of it
 */
export function readDatabaseUrl(given, env) {
  const value = withoutQuotes(given.trim())
  const [, authority = '', rest = ''] = /^postgres(?:ql)?:\/\/([^/?#]*)(.*)$/is.exec(value) ?? refuseForm(given)
  refuseUnencoded(value, rest)
  const at = authority.lastIndexOf('@') + 1
  refuseSeveral(authority.slice(at))
  // Without a host, URL would not take an account; one that follows as a parameter goes there.
  const url = urlOf(`postgresql://${authority.slice(0, at)}${authority.slice(at) || 'localhost'}${rest}`, given)
  const parameters = parametersOf(url)
  refuseUnknown(parameters)

  const written = (/** @type {string} */ name, /** @type {string} */ otherwise) => {
    const parameter = parameters.get(name)
    return parameter === undefined ? otherwise : encodeURIComponent(parameter)
  }
  const host = parameters.get('host') ?? ''
  refuseSeveral(host)
  const place = isIPv6(host) ? `[${host}]` : written('host', url.hostname)
  const [user, password, port] = [
    written('user', url.username),
    written('password', url.password),
    written('port', url.port),
  ]
  const account = `${user}${password && `:${password}`}`
  const said = new URLSearchParams(readTls(parameters, env))
  const options = parameters.get('options')
  if (options) said.set('options', options)
  return urlOf(
    `postgresql://${account && `${account}@`}${place}${port && `:${port}`}${pathTo(url.pathname)}?${said}`,
    given,
  ).href
}

/** @param {string} host */
function refuseSeveral(host) {
  if (/,|%2c/i.test(host))
    throw new Failure(
      'DATABASE_URL names several hosts; name one, such as an address that always leads to the primary.',
    )
}

/** @param {string} text */
function withoutQuotes(text) {
  return text.replace(/^(["'])(.*)\1$/s, '$2').trim()
}

/**
 * What stands in a password as it is ends it, or the address, too early.
 * @param {string} value
 * @param {string} rest what follows the host
 */
function refuseUnencoded(value, rest) {
  const isCut = /[@#]/.test(rest)
  if (isCut || !canDecode(value) || /[\s\0]|%00/.test(value))
    throw new Failure(
      'DATABASE_URL cannot be read, because a character in it stands for something else: in a password or a name write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F, % as %25 and a space as %20.',
    )
}

/** Whether every % begins a character of UTF-8. @param {string} text */
function canDecode(text) {
  try {
    return typeof decodeURIComponent(text) === 'string'
  } catch {
    return false
  }
}

/**
 * The path of an address that pg reads as this name: it leaves encoded what has a meaning in addresses.
 * @param {string} pathname as it was given
 */
function pathTo(pathname) {
  const name = decodeURIComponent(pathname.slice(1))
  if (/[@#?]/.test(name))
    throw new Failure(
      `DATABASE_URL names the database ${JSON.stringify(name)}, and the ledger cannot be connected to one with @, # or ? in its name; as its owner: ALTER DATABASE … RENAME TO …, or name another one.`,
    )
  return `/${encodeURI(name)}`
}

/** @param {string} text @param {string} given */
function urlOf(text, given) {
  const url = URL.canParse(text) ? new URL(text) : refuseForm(given)
  return url.pathname.length < 2 ? refuseForm(given) : url
}

/** @param {URL} url */
function parametersOf({ searchParams }) {
  const parameters = /** @type {Map<string, string>} */ (new Map())
  for (const [name, value] of searchParams) {
    if (parameters.has(name)) throw new Failure(`DATABASE_URL has the parameter ${name} twice; write it once.`)
    if (!value) throw new Failure(`DATABASE_URL has the parameter ${name} without a value; write one, or take it out.`)
    parameters.set(name, value)
  }
  return parameters
}

/** @param {Map<string, string>} parameters */
function refuseUnknown(parameters) {
  const schema = parameters.get('schema') ?? searchPathIn(parameters.get('options') ?? '') ?? 'public'
  if (schema !== 'public')
    throw new Failure(
      `DATABASE_URL asks for the schema ${JSON.stringify(schema)}, and the ledger is always in the schema public: take that out, and give the ledger a database of its own.`,
    )
  const known = [...FOLLOWED, ...readTls.parameters]
  for (const name of parameters.keys()) {
    // With verify-ca it is in what this module itself writes.
    if (known.includes(name) || (name === 'uselibpqcompat' && parameters.get('sslmode') === 'verify-ca')) continue
    const why = NOT_FOLLOWED.get(name) ?? `take it out, or write one of those that it does: ${known.join(', ')}`
    throw new Failure(
      `DATABASE_URL has the parameter ${JSON.stringify(name)}, which the ledger does not follow; ${why}.`,
    )
  }
}

/** The search path that PostgreSQL's `options` ask for. @param {string} options */
function searchPathIn(options) {
  return /(?:-c\s*|--)search[_-]path\s*=\s*((?:\\.|\S)*)/i.exec(options)?.[1]
}

/** @param {string} value @returns {never} */
function refuseForm(value) {
  throw new Failure(`DATABASE_URL is ${JSON.stringify(withoutSecrets(value))}, but must be ${FORM}.`)
}

/** An address fit to be shown. @param {string} value */
export function withoutSecrets(value) {
  return value
    .replace(/^((?:[a-z+]+:\/\/)?[^:@/?#]*):.*@/is, '$1:***@')
    .replace(/^((?:[a-z+]+:\/\/)?[^:@/?#]*):(?!\d{1,5}(?:[/?#]|$))(?!\/\/)[^@]+$/is, '$1:***')
    .replace(/((?:password|pass|pwd)\s*=\s*)('[^']*'?|[^&\s]*)/gi, '$1***')
}
