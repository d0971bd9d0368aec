import { beforeEach, expect, test } from 'vitest'
import { personIdFrom, tokenFrom } from '@/lib/access-link'
import type { LinkPurpose, PersonRow, Role } from '@/lib/account'
import { findLink } from '@/lib/db/access-links/read'
import { invite } from '@/lib/db/access-links/write'
import { join } from '@/lib/db/people/join'
import { findPerson } from '@/lib/db/people/read'
import type { AppError } from '@/lib/error'
import { listChanges, unsealed } from '@/tests/support/chain'
import type { TestDatabase } from '@/tests/support/database'

export const OPERATOR = { actor: 'operator', submission: null }
export const by = (id: string, submission: string | null = null) => ({ actor: `user:${id}`, submission })
export const newToken = () => tokenFrom(crypto.getRandomValues(new Uint8Array(32)))

/** The key of the refusal that something ends in; fails where it is accepted, or ends in anything else. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const outcome = await work.then(() => null).catch((error: AppError) => error)
  if (!outcome) throw new Error('It was accepted.')
  if (outcome.name !== 'AppError') throw outcome
  return outcome.key
}

/** How each of several attempts at once ended: `done`, or the key of its refusal. */
export const outcomesOf = (attempts: Promise<unknown>[]) =>
  Promise.all(
    attempts.map((attempt) =>
      attempt.then(
        () => 'done',
        (error: AppError) => error.key ?? String(error),
      ),
    ),
  )

/** People of a database, who are gone before each test; and what is recorded of them never says what it must not. */
export function peopleIn(database: TestDatabase) {
  beforeEach(async () => {
    // People are never deleted, but for the tests.
    await database.sql(`
    BEGIN; SET LOCAL session_replication_role = replica;
    DELETE FROM "Session"; DELETE FROM "KnownPlace"; DELETE FROM "Account"; DELETE FROM "AccessLink"; DELETE FROM "User";
    COMMIT`)
  })

  let count = 0
  /** Somebody with an address of their own. */
  async function newcomer(name = 'Wen Li', token = newToken()) {
    count += 1
    return { id: await personIdFrom(token), name, email: `person-${count}@example.org`, passwordHash: `hash-${count}` }
  }

  /** Somebody who joined with a role, by an invitation of the operator's. */
  async function joined(role: Role, name?: string): Promise<PersonRow> {
    const token = newToken()
    await invite(database.db, OPERATOR, { role, token })
    const somebody = await newcomer(name, token)
    await join(database.db, by(somebody.id), somebody, token)
    return now(somebody.id)
  }

  async function now(id: string): Promise<PersonRow> {
    const row = await findPerson(database.db, { id })
    if (!row) throw new Error(`nobody is ${id}`)
    return row
  }

  async function openLink(purpose: LinkPurpose, token: string) {
    const link = await findLink(database.db, purpose, token)
    return link?.isOpen ? link : null
  }

  /** A session as better-auth keeps them. */
  async function signedIn(userId: string): Promise<string> {
    const id = newToken()
    await database.sql(
      `INSERT INTO "Session" (id, "userId", token, "expiresAt", "updatedAt") VALUES ($1, $2, $1, now() + interval '1 day', now())`,
      [id, userId],
    )
    return id
  }

  /** What the record gained while something was done. */
  async function entriesOf(work: () => Promise<unknown>) {
    const { length } = await listChanges(database.db)
    await work()
    return (await listChanges(database.db)).slice(length).map(({ entry }) => unsealed(entry))
  }

  /** Lets links grow older, and the database forget nothing. */
  const passHours = (hours: number) =>
    database.sql(`UPDATE "AccessLink" SET "expiresAt" = "expiresAt" - make_interval(hours => $1::int)`, [hours])

  /** A test for the end of a file. */
  const holdNoSecrets = () =>
    test('the record and the keys of forms never hold an address, a token or a hash of a password', async () => {
      const rows = await database.sql(
        `SELECT entry::text AS text FROM "Change" UNION ALL SELECT result::text FROM "Submission"`,
      )
      expect(rows.length).toBeGreaterThan(4)
      for (const { text } of rows) expect(text).not.toMatch(/@|hash-|token/i)
    })

  return { newcomer, joined, now, openLink, signedIn, entriesOf, passHours, holdNoSecrets }
}
