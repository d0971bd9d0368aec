import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { canonicalJson } from '@/lib/canonical-json'
import { root } from '@/scripts/settings.mjs'
import { connected } from './database'

export type Fields = Record<string, string | string[]>

export type ActionCall = {
  address: string
  /** One that uses the action. */
  page: string
  /** The action's id in the build. */
  action: string
  fields: Fields
  cookie?: string
  /** One that is null is not sent. */
  headers?: Record<string, string | null>
  signal?: AbortSignal
}

const readBuild = (...file: string[]) => JSON.parse(readFileSync(path.join(root, '.next', ...file), 'utf8'))

/** The id of every server action of the build, by its name in the sources. */
export function actionsOfBuild(): Map<string, string> {
  const { node } = readBuild('server', 'server-reference-manifest.json') as {
    node: Record<string, { exportedName: string }>
  }
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]))
}

/** The id of one server action of the build. Throws where there is none of that name. */
export function actionOfBuild(name: string): string {
  const id = actionsOfBuild().get(name)
  if (!id) throw new Error(`The build has no action ${name}.`)
  return id
}

/** Every address of the build, as patterns. */
export const routesOfBuild = (): string[] => Object.values(readBuild('app-path-routes-manifest.json'))

/** Calls a server action as a browser would. */
export async function callAction({ address, page, action, fields, cookie, headers: more, signal }: ActionCall) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(`_1_${name}`, one)
  form.set('0', '["$K1"]')
  const all = { 'Next-Action': action, Origin: address, cookie: cookie ?? null, ...more }
  const headers = Object.entries(all).filter((header): header is [string, string] => header[1] !== null)
  const response = await fetch(address + page, { method: 'POST', headers, body: form, signal })
  const line = (await response.text()).split('\n').find((part) => part.startsWith('1:{'))
  const answer = line ? (JSON.parse(line.slice(2)) as Record<string, unknown>) : null
  return { status: response.status, headers: response.headers, answer }
}

type NewPerson = { connectionString: string; secret: string; role: string; name: string; isOnRecord?: boolean }

/**
 * Makes a person with this role who is signed in without having gone through a form; resolves to their cookie. The record
 * tells of them, as `npm run verify` wants it, unless `isOnRecord` is false.
 */
export async function signIn({ connectionString, secret, role, name, isOnRecord = true }: NewPerson) {
  const id = randomBytes(8).toString('hex')
  const token = randomBytes(16).toString('hex')
  await connected(connectionString, async (client) => {
    await client.query('INSERT INTO "User" (id, name, email, role) VALUES ($1, $2, $3, $4)', [
      id,
      name,
      `${id}@example.org`,
      role,
    ])
    if (isOnRecord) {
      const account = `INSERT INTO "Account" (id, "userId", "accountId", "providerId") VALUES ($1, $1, $1, 'credential')`
      await client.query(account, [id])
      const entry = { action: 'person.created', actor: 'setup', data: { name, role }, subject: `user:${id}` }
      await client.query('SELECT record_changes($1)', [[canonicalJson(entry)]])
    }
    await client.query(
      `INSERT INTO "Session" (id, "userId", token, "expiresAt") VALUES ($1, $1, $2, now() + interval '1 day')`,
      [id, token],
    )
  })
  // As better-auth signs its cookies.
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return { id, cookie: `accord.session_token=${encodeURIComponent(`${token}.${signature}`)}` }
}

/** An assessment as it is filled in by hand, without evidence. */
export const assessmentOf = (ref: string, version: number | string, rationale: string): Record<string, string> => ({
  ref,
  version: String(version),
  effectiveOn: '2026-01-05',
  status: 'UNASSESSED',
  condition: 'ACTIVE',
  progress: '',
  confidence: 'SUGGESTED',
  rationaleEn: rationale,
})
