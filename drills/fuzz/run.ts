import http from 'node:http'
import fc from 'fast-check'
import { actionsOfBuild, callAction, type Fields, routesOfBuild, signIn } from '../support/action-client'
import { connected } from '../support/database'
import { contentOf } from './content'
import { AT_ONCE, each } from './each'
import { fieldsLike } from './fields'
import { FORMS, SOMEBODY } from './forms'
import { addressesOf } from './requests'

export type Fuzzing = {
  address: string
  connectionString: string
  secret: string
  /** Of each route or action. */
  runs: number
  /** The same makes the same requests. */
  seed: number
  /** How long an answer may take, in milliseconds. */
  patience?: number
  say?: (line: string) => void
}

const PATIENCE = 2_000
/** No browser sends a longer one. */
const LONGEST_COOKIE = 4_000
/** An answer may redirect to an address as long as the one that was asked for. */
const LONGEST_HEADERS = 2 ** 20

/** Every address of the build that answers by itself. */
export const routesOf = (): string[] =>
  [...new Set(routesOfBuild())].filter((route) => !/^\/_|\(\.\)/.test(route)).sort()

/**
 * Asks every address of the build in ways nobody would. Resolves to what did not hold: an answer of 500 or above, one
 * that was late, or anything written.
 */
export async function fuzzRoutes(fuzzing: Fuzzing): Promise<string[]> {
  const { address, connectionString, secret, runs, seed, patience = PATIENCE, say } = fuzzing
  const broken: string[] = []
  const { cookie } = await signIn({ connectionString, secret, role: 'ADMIN', name: 'fuzz of addresses' })
  await connected(connectionString, async (database) => {
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
  })
  return broken
}

/**
 * Sends every action of the build forms that are wrong, nearly right and sometimes right. Resolves to what did not hold:
 * an answer of 500 or above, one that was late, or anything written by a form that was refused.
 */
export async function fuzzForms(fuzzing: Fuzzing): Promise<string[]> {
  const { connectionString } = fuzzing
  const broken: string[] = []
  await connected(connectionString, (database) =>
    database.query(
      `INSERT INTO "User" (id, name, email, role) VALUES ($1, 'Somebody', 'somebody.else@example.org', 'VIEWER')`,
      [SOMEBODY],
    ),
  )
  for (const [name, action] of actionsOfBuild()) broken.push(...(await fuzzAction(name, action, fuzzing)))
  return broken
}

async function fuzzAction(name: string, action: string, fuzzing: Fuzzing): Promise<string[]> {
  const { address, connectionString, secret, runs, seed, patience = PATIENCE, say } = fuzzing
  const form = FORMS[name]
  if (!form) throw new Error(`No form is known for the action ${name}.`)
  const broken: string[] = []
  const { cookie } = await signIn({ connectionString, secret, role: 'ADMIN', name: `fuzz of ${name}` })
  const forms = fc.sample(fieldsLike(form), { numRuns: runs, seed })
  let slowest = 0
  let accepted = 0

  await connected(connectionString, async (database) => {
    for (let from = 0; from < forms.length; from += 3 * AT_ONCE) {
      // Otherwise only the limits would be seen of what is limited.
      await database.query('DELETE FROM "RateLimit"')
      const version = await versionOf(address, form.fields.ref)
      const before = await contentOf(database)
      const refused: string[] = []
      let written = 0
      const send = async (changed: Fields, nth: number) => {
        const submission = `fuzz-${name}-${String(from + nth).padStart(10, '0')}`
        const fields: Fields = { submission, ...changed }
        if (version !== null && fields.version === '1') fields.version = version
        const { status, answer } = await callAction({ address, page: form.page, action, fields, cookie })
        if (status >= 500) broken.push(`${name} ${JSON.stringify(fields)}: ${status}`)
        if (answer?.done === true || status === 303) written += 1
        // A key with U+0000 in it can neither be kept by PostgreSQL nor asked for.
        else refused.push(String(fields.submission).replaceAll('\0', ''))
      }
      const found = await each(forms.slice(from, from + 3 * AT_ONCE), patience, send)
      slowest = Math.max(slowest, found.slowest)
      for (const what of found.late) broken.push(`${name} ${what}`)
      accepted += written
      const kept = await database.query('SELECT key FROM "Submission" WHERE key = ANY($1)', [refused])
      for (const { key } of kept.rows) broken.push(`${name} was refused as ${key}, and kept`)
      if (written === 0 && (await contentOf(database)) !== before)
        broken.push(`${name} was refused every time from form ${from} on, and something was written`)
    }
  })
  say?.(`${name}: ${runs} forms, ${accepted} accepted, the slowest ${slowest} ms`)
  return broken
}

/** The status of an answer that is read to its end, unless it is a stream, which has none. */
const get = (address: string, headers: Record<string, string>): Promise<number> =>
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

async function versionOf(address: string, ref: string | string[] | undefined): Promise<string | null> {
  if (typeof ref !== 'string') return null
  const answer = await fetch(`${address}/api/v1/commitments/${ref}`)
  return answer.ok ? String(((await answer.json()) as { version: number }).version) : null
}
