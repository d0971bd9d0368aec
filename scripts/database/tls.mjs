import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createSecureContext } from 'node:tls'
import { Failure } from '../failure.mjs'

const root = path.resolve(import.meta.dirname, '../..')

/** What each `sslmode` comes to; libpq and node-postgres differ on some, and the ledger takes the stricter of the two. */
const MODES = new Map([
  ['disable', 'disable'],
  ['no-verify', 'no-verify'],
  ['require', 'verify-full'],
  ['verify-ca', 'verify-ca'],
  ['verify-full', 'verify-full'],
])
/** What node-postgres writes in another parameter. */
const SSL = new Map([
  ['true', 'verify-full'],
  ['1', 'verify-full'],
  ['no-verify', 'no-verify'],
  ['false', 'disable'],
  ['0', 'disable'],
])
const FILES = ['sslrootcert', 'sslcert', 'sslkey']

/**
 * The parameters of a connection to PostgreSQL that say how it is encrypted, in the words of node-postgres. Throws a Failure where
 * they contradict each other, or name files that are no use.
 * @param {Map<string, string>} given
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string>}
 */
export function readTls(given, env) {
  const files = filesOf(given)
  const negotiation = given.get('sslnegotiation')
  const asksForTls = FILES.some((name) => given.get(name)) || negotiation === 'direct'
  const mode = modeOf(given) ?? (asksForTls ? 'verify-full' : (modeOfEnv(env) ?? 'disable'))
  if (mode === 'disable' && asksForTls)
    throw new Failure('DATABASE_URL has sslmode=disable and parameters of TLS; take out the one or the others.')
  if (negotiation !== undefined && !['postgres', 'direct'].includes(negotiation))
    throw new Failure(
      `sslnegotiation in DATABASE_URL is ${JSON.stringify(negotiation)}, but must be postgres or direct.`,
    )
  if (mode === 'verify-ca' && !files.some(([name]) => name === 'sslrootcert'))
    throw new Failure(
      'sslmode=verify-ca in DATABASE_URL needs sslrootcert=/path/to/ca.pem: of a public authority anybody has a certificate, so that the name must be checked too (sslmode=verify-full).',
    )
  checkFiles(new Map(files))
  return {
    // node-postgres checks an authority alone only in the mode that follows libpq.
    ...(mode === 'verify-ca' && { uselibpqcompat: 'true' }),
    sslmode: mode,
    ...(negotiation && { sslnegotiation: negotiation }),
    ...Object.fromEntries(files),
  }
}

/** The parameters that it reads. */
readTls.parameters = ['sslmode', ...FILES, 'sslnegotiation', 'ssl']

/** @param {Map<string, string>} given */
function modeOf(given) {
  const [ssl, mode] = [given.get('ssl'), given.get('sslmode')]
  if (mode !== undefined && ssl !== undefined)
    throw new Failure('DATABASE_URL has both sslmode and ssl; sslmode alone says it all.')
  if (ssl !== undefined) return SSL.get(ssl) ?? refuseMode('ssl in DATABASE_URL', ssl)
  return mode === undefined ? null : (MODES.get(mode) ?? refuseMode('sslmode in DATABASE_URL', mode))
}

/** @param {Record<string, string | undefined>} env */
function modeOfEnv({ PGSSLMODE: mode }) {
  return mode ? (MODES.get(mode) ?? refuseMode('PGSSLMODE', mode)) : null
}

/** @param {string} name @param {string} value @returns {never} */
function refuseMode(name, value) {
  const why = /^(prefer|allow)$/.test(value)
    ? `${value} would go on without encryption where anybody asks for that; `
    : ''
  throw new Failure(
    `${name} is ${JSON.stringify(value)}, but must be verify-full (or require, which means the same here), verify-ca, no-verify or disable; ${why}docs/operations.md says what each does.`,
  )
}

/** Files by their full paths. @param {Map<string, string>} given @returns {[string, string][]} */
function filesOf(given) {
  return FILES.flatMap((name) => {
    const file = given.get(name)
    // libpq's word for the authorities that everybody trusts, which are those without this parameter.
    if (!file || (name === 'sslrootcert' && file === 'system')) return []
    return /** @type {[string, string][]} */ ([[name, path.resolve(root, file)]])
  })
}

/** @param {Map<string, string>} files */
function checkFiles(files) {
  if (files.has('sslcert') !== files.has('sslkey'))
    throw new Failure(
      'DATABASE_URL must name a certificate of this client and its key, sslcert and sslkey, or neither.',
    )
  const texts = new Map([...files].map(([name, file]) => [name, readText(name, file)]))
  const [ca, cert, key] = FILES.map((name) => texts.get(name))
  const check = (/** @type {string[]} */ names, /** @type {() => unknown} */ use) => {
    try {
      use()
    } catch (error) {
      const named = names.map((name) => `${name} (${files.get(name)})`).join(' and ')
      throw new Failure(
        `${named} of DATABASE_URL cannot be used: ${/** @type {Error} */ (error).message}. What is needed is PEM, a key that belongs to its certificate, and no passphrase.`,
      )
    }
  }
  if (ca) check(['sslrootcert'], () => new X509Certificate(ca))
  if (cert && key) check(['sslcert', 'sslkey'], () => createSecureContext({ cert, key }))
}

/** @param {string} name @param {string} file */
function readText(name, file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Failure(`${name} of DATABASE_URL cannot be read (${/** @type {Error} */ (error).message}).`)
  }
}
