import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { root } from '../scripts/settings.mjs'

/** Every server action of the build, by its name in the sources. @returns {Map<string, string>} */
export function actionsOfBuild() {
  const manifest = JSON.parse(
    readFileSync(path.join(root, '.next', 'server', 'server-reference-manifest.json'), 'utf8'),
  )
  return new Map(Object.entries(manifest.node).map(([id, { exportedName }]) => [exportedName, id]))
}

/** Every address of the build, as patterns. @returns {string[]} */
export function routesOfBuild() {
  return Object.values(JSON.parse(readFileSync(path.join(root, '.next', 'app-path-routes-manifest.json'), 'utf8')))
}

/**
 * Calls a server action as a browser does, without one.
 * @param {{ address: string, page: string, action: string, fields: Record<string, string | string[]>, cookie?: string,
 *   headers?: Record<string, string | null>, signal?: AbortSignal }} call `page` is one that uses the action; `action` its id
 *   in the build; a header that is null is not sent
 * @returns {Promise<{ status: number, headers: Headers, answer: Record<string, unknown> | null }>}
 */
export async function callAction({ address, page, action, fields, cookie, headers: more, signal }) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(`_1_${name}`, one)
  form.set('0', '["$K1"]')
  const all = { 'Next-Action': action, Origin: address, cookie: cookie ?? null, ...more }
  const headers = /** @type {[string, string][]} */ (Object.entries(all).filter(([, value]) => value !== null))
  const response = await fetch(address + page, { method: 'POST', headers, body: form, signal })
  const line = (await response.text()).split('\n').find((part) => part.startsWith('1:{'))
  return { status: response.status, headers: response.headers, answer: line ? JSON.parse(line.slice(2)) : null }
}

/**
 * Somebody with this role, signed in without going through a form; resolves to the cookie.
 * @param {{ connectionString: string, secret: string, role: string, name: string }} person
 */
export async function signIn({ connectionString, secret, role, name }) {
  const id = randomBytes(8).toString('hex')
  const token = randomBytes(16).toString('hex')
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const person = [id, name, `${id}@example.org`, role]
    await client.query('INSERT INTO "User" (id, name, email, role) VALUES ($1, $2, $3, $4)', person)
    await client.query(
      `INSERT INTO "Session" (id, "userId", token, "expiresAt") VALUES ($1, $1, $2, now() + interval '1 day')`,
      [id, token],
    )
  } finally {
    await client.end()
  }
  // As better-auth signs its cookies.
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return { id, cookie: `accord.session_token=${encodeURIComponent(`${token}.${signature}`)}` }
}
