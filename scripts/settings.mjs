import { existsSync, statSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import path from 'node:path'
import { readDatabaseUrl, withoutSecrets } from './database/url.mjs'
import { Failure } from './failure.mjs'

export const root = path.resolve(import.meta.dirname, '..')

/** @typedef {{ email: string, password: string }} Owner */
/**
 * @typedef {{ port: number, host: string, databaseUrl: string | null, dataDir: string, timeZone: string,
 *   secret: string | null, url: string | null, proxies: string[], owner: Owner | null, log: string }} Settings
 */

/** As in lib/account.ts, which no script can import; a test holds the two together. */
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128
export const SHORTEST_SECRET = 32

/** Adds what `.env` sets to the environment; what is already set there wins. */
export function loadEnvFile(file = path.join(root, '.env')) {
  if (!existsSync(file)) return
  try {
    process.loadEnvFile(file)
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
    throw new Failure(
      `${file} cannot be read (${code ?? message}); let this account read it, or move it away and set the environment.`,
    )
  }
}

/**
 * The settings an environment describes; an empty variable counts as unset.
 * Throws a Failure that names the variable, its value and what is accepted.
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 */
export function readSettings(env) {
  return {
    port: readPort(env.PORT || '3000'),
    host: readHost(env.HOST || '127.0.0.1'),
    databaseUrl: env.DATABASE_URL ? readDatabaseUrl(env.DATABASE_URL, env) : null,
    dataDir: readDataDir(env.ACCORD_DATA_DIR || '.data'),
    timeZone: readTimeZone(env.ACCORD_TIME_ZONE || 'UTC'),
    secret: env.ACCORD_SECRET ? readSecret(env.ACCORD_SECRET) : null,
    url: env.ACCORD_URL ? readUrl(env.ACCORD_URL) : null,
    proxies: readProxies(env.ACCORD_PROXY || ''),
    owner: readOwner(env.ACCORD_OWNER_EMAIL || '', env.ACCORD_OWNER_PASSWORD || ''),
    log: readLog(env.ACCORD_LOG || 'info'),
  }
}

/** The address a browser on this machine can use. @param {{ host: string, port: number }} settings */
export function addressOf({ host, port }) {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${port}`
}

/** @param {string} value */
function readPort(value) {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0
  if (port < 1 || port > 65535) refuse('PORT', value, 'a whole number from 1 to 65535')
  return port
}

/** @param {string} value */
function readHost(value) {
  const looksLikeAddress = /^[\d.]+$/.test(value)
  const isName = !looksLikeAddress && value.length <= 253 && /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(value)
  if (!isIP(value) && !isName) refuse('HOST', value, 'an IP address or host name of this machine, such as 127.0.0.1')
  return value
}

/** @param {string} value */
function readLog(value) {
  if (!['debug', 'info', 'warn', 'error'].includes(value)) refuse('ACCORD_LOG', value, 'debug, info, warn or error')
  return value
}

/** @param {string} value */
function readDataDir(value) {
  const directory = path.resolve(root, value)
  if (!value.trim() || value.includes('\0')) refuse('ACCORD_DATA_DIR', value, 'the path of a directory')
  try {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === false)
      refuse('ACCORD_DATA_DIR', value, 'the path of a directory, and this is a file')
  } catch (error) {
    if (error instanceof Failure) throw error
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    refuse('ACCORD_DATA_DIR', value, `the path of a directory that this account can use (${code})`)
  }
  return directory
}

/** @param {string} value */
function readTimeZone(value) {
  try {
    // Offsets such as +08:00 are accepted by newer versions of Node only, and have no summer time.
    if (!/^[a-z]/i.test(value)) throw new RangeError(value)
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
  } catch {
    return refuse('ACCORD_TIME_ZONE', value, 'an IANA time zone name, such as UTC or Asia/Shanghai')
  }
}

/** What is secret is never shown. @param {string} value */
function readSecret(value) {
  if (value.trim().length < SHORTEST_SECRET)
    throw new Failure(`ACCORD_SECRET is too short: it must be at least ${SHORTEST_SECRET} random characters.`)
  return value
}

/** @param {string} value */
function readUrl(value) {
  const url = URL.canParse(value) ? new URL(value) : null
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` && !/[?#@]/.test(value)
  if (!isOrigin) refuse('ACCORD_URL', withoutSecrets(value), 'like https://ledger.example.org, without a path')
  return /** @type {URL} */ (url).origin
}

/** @param {string} value */
function readProxies(value) {
  const proxies = value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  try {
    listOf(proxies)
  } catch {
    refuse('ACCORD_PROXY', value, 'addresses or ranges with commas between them, such as 10.0.0.7,fd00::/8')
  }
  return proxies
}

/** Addresses and ranges as something that an address can be looked up in. @param {string[]} proxies */
export function listOf(proxies) {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits, ...rest] = proxy.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (rest.length || (bits !== undefined && !/^\d{1,3}$/.test(bits))) throw new RangeError(proxy)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

/** @param {string} email @param {string} password @returns {Owner | null} */
function readOwner(email, password) {
  if (!email && !password) return null
  if (!email || !password)
    throw new Failure('ACCORD_OWNER_EMAIL and ACCORD_OWNER_PASSWORD must be set together, or neither of them.')
  if (email.length > 254 || !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email))
    refuse('ACCORD_OWNER_EMAIL', email, 'an e-mail address, such as owner@example.org')
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)
    throw new Failure(
      `ACCORD_OWNER_PASSWORD is too ${password.length < SHORTEST_PASSWORD ? 'short' : 'long'}: it must be ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters long.`,
    )
  return { email: email.toLowerCase(), password }
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} accepted
 * @returns {never}
 */
function refuse(name, value, accepted) {
  throw new Failure(`${name} is ${JSON.stringify(value)}, but must be ${accepted}.`)
}
