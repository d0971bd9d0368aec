import http from 'node:http'
import fc from 'fast-check'
import pg from 'pg'
import { actionsOfBuild, callAction, routesOfBuild, signIn } from '../action-client.mjs'
import { FORMS, fieldsLike, SOMEBODY } from './forms.mjs'
import { addressesOf } from './requests.mjs'

/**
 * @typedef {{ address: string, connectionString: string, secret: string, runs: number, seed: number,
 *   patience?: number, say?: (line: string) => void }} Fuzzing `runs` of each route or action; the same seed makes the
 *   same requests; `patience` is how long an answer may take, in milliseconds
 */

const PATIENCE = 2_000
const AT_ONCE = 8

/** What a ledger holds, but for what is not written by anybody: sessions, limits, and notes of who was refused. */
const TABLES =
  `Agreement Party Domain SourceDocument Commitment Quote FollowUp Source Assessment Evidence Submission User
  Account AccessLink`.split(/\s+/)
const CONTENT = [
  ...TABLES.map((table) => `SELECT (to_jsonb(t) - 'lastSeenAt')::text AS row FROM "${table}" t`),
  `SELECT hash FROM "Change" WHERE entry ->> 'action' <> 'access.refused'`,
].join('\nUNION ALL\n')

/**
 * Asks every address of the build in ways nobody would. Resolves to what did not hold: an answer of 500 or above, one
 * that was late, or anything written.
 * @param {Fuzzing} fuzzing
 * @returns {Promise<string[]>}
 */
export async function fuzzRoutes({ address, connectionString, secret, runs, seed, patience = PATIENCE, say }) {
  const broken = /** @type {string[]} */ ([])
  const database = await connect(connectionString)
  const { cookie } = await signIn({ connectionString, secret, role: 'ADMIN', name: 'fuzz of addresses' })
  try {
    for (const route of routesOf()) {
      const before = await contentOf(database)
      const asked = fc.sample(addressesOf(route), { numRuns: runs, seed })
      const { slowest, late } = await each(asked, patience, async (path, nth) => {
        const taste = encodeURIComponent(path).slice(0, LONGEST_COOKIE)
        const headers = {
          ...(nth % 2 === 0 && { cookie: `${cookie}; theme=${taste}; table=${taste}` }),
          ...(nth % 3 === 0 && { RSC: '1' }),
        }
        const status = await get(address + path, headers)
        if (status >= 500) broken.push(`GET ${path} ${JSON.stringify(headers)}: ${status}`)
      })
      for (const what of late) broken.push(`GET ${what}`)
      if ((await contentOf(database)) !== before) broken.push(`GETs of ${route} wrote something`)
      say?.(`${route}: ${runs} addresses, the slowest ${slowest} ms`)
    }
    return broken
  } finally {
    await database.end()
  }
}

/**
 * Sends every action of the build forms that are wrong, nearly right and sometimes right. Resolves to what did not hold:
 * an answer of 500 or above, one that was late, or anything written by a form that was refused.
 * @param {Fuzzing} fuzzing
 * @returns {Promise<string[]>}
 */
export async function fuzzForms({ address, connectionString, secret, runs, seed, patience = PATIENCE, say }) {
  const broken = /** @type {string[]} */ ([])
  const database = await connect(connectionString)
  try {
    await database.query(
      `INSERT INTO "User" (id, name, email, role) VALUES ($1, 'Somebody', 'somebody.else@example.org', 'VIEWER')`,
      [SOMEBODY],
    )
    for (const [name, action] of actionsOfBuild()) {
      const form = FORMS[name]
      if (!form) throw new Error(`No form is known for the action ${name}.`)
      const { cookie } = await signIn({ connectionString, secret, role: 'ADMIN', name: `fuzz of ${name}` })
      const forms = fc.sample(fieldsLike(form), { numRuns: runs, seed })
      let slowest = 0
      let accepted = 0
      for (let from = 0; from < forms.length; from += 3 * AT_ONCE) {
        // Otherwise only the limits would be seen of what is limited.
        await database.query('DELETE FROM "RateLimit"')
        const version = await versionOf(address, form.fields.ref)
        const before = await contentOf(database)
        const refused = /** @type {string[]} */ ([])
        let written = 0
        const { late, slowest: ms } = await each(
          forms.slice(from, from + 3 * AT_ONCE),
          patience,
          async (changed, nth) => {
            const submission = `fuzz-${name}-${String(from + nth).padStart(10, '0')}`
            const fields = { submission, ...changed }
            if (version !== null && fields.version === '1') fields.version = version
            const { status, answer } = await callAction({ address, page: form.page, action, fields, cookie })
            if (status >= 500) broken.push(`${name} ${JSON.stringify(fields)}: ${status}`)
            if (answer?.done === true || status === 303) written += 1
            // What holds U+0000 cannot be kept by PostgreSQL, nor asked for.
            else refused.push(String(fields.submission).replaceAll('\0', ''))
          },
        )
        slowest = Math.max(slowest, ms)
        for (const what of late) broken.push(`${name} ${what}`)
        accepted += written
        const kept = await database.query('SELECT key FROM "Submission" WHERE key = ANY($1)', [refused])
        for (const { key } of kept.rows) broken.push(`${name} was refused as ${key}, and kept`)
        if (written === 0 && (await contentOf(database)) !== before) {
          broken.push(`${name} was refused every time from form ${from} on, and something was written`)
        }
      }
      say?.(`${name}: ${runs} forms, ${accepted} accepted, the slowest ${slowest} ms`)
    }
    return broken
  } finally {
    await database.end()
  }
}

/** Every address of the build that answers by itself. */
export const routesOf = () => [...new Set(routesOfBuild())].filter((route) => !/^\/_|\(\.\)/.test(route)).sort()

/** No browser sends a longer one. */
const LONGEST_COOKIE = 4_000
/** An answer may lead to an address as long as the one that was asked for. */
const LONGEST_HEADERS = 2 ** 20

/**
 * The status of an answer that is read to its end, but for one that never ends.
 * @param {string} address @param {Record<string, string>} headers @returns {Promise<number>}
 */
const get = (address, headers) =>
  new Promise((resolve, reject) => {
    const request = http.get(address, { headers, maxHeaderSize: LONGEST_HEADERS }, (answer) => {
      const over = () => resolve(answer.statusCode ?? 0)
      if (answer.headers['content-type']?.startsWith('text/event-stream')) {
        over()
        request.destroy()
      } else answer.on('error', reject).on('end', over).resume()
    })
    request.on('error', reject)
  })

/** @param {string} connectionString */
async function connect(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return client
}

/** What the ledger holds, as one hash. @param {pg.Client} client @returns {Promise<string>} */
export async function contentOf(client) {
  const { rows } = await client.query(`SELECT md5(string_agg(row, E'\\n' ORDER BY row)) AS content FROM (${CONTENT}) t`)
  return rows[0].content
}

/** @param {string} address @param {string | string[] | undefined} ref */
async function versionOf(address, ref) {
  if (typeof ref !== 'string') return null
  const answer = await fetch(`${address}/api/v1/commitments/${ref}`)
  return answer.ok ? String((await answer.json()).version) : null
}

/**
 * Does something with each, a few at once, and again by itself with what was late: a machine that is busy is no fault.
 * Resolves to the slowest, in milliseconds, and to what was late twice.
 * @template T
 * @param {T[]} all @param {number} patience @param {(one: T, nth: number) => Promise<void>} work
 */
async function each(all, patience, work) {
  let next = 0
  let slowest = 0
  const slow = /** @type {number[]} */ ([])
  const timed = async (/** @type {number} */ nth) => {
    const began = performance.now()
    await work(/** @type {T} */ (all[nth]), nth)
    return Math.round(performance.now() - began)
  }
  const one = async () => {
    while (next < all.length) {
      const nth = next++
      const ms = await timed(nth)
      slowest = Math.max(slowest, ms)
      if (ms > patience) slow.push(nth)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  const late = /** @type {string[]} */ ([])
  for (const nth of slow) {
    const ms = await timed(nth)
    if (ms > patience) late.push(`${JSON.stringify(all[nth]).slice(0, 500)} took ${ms} ms`)
  }
  return { slowest, late }
}
