import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '@/lib/db/client'
import { compareGuards } from '@/lib/db/verify/guards'
import { ALTER_SYSTEM, findSwitchedOff } from '@/lib/db/verify/settings'
import { openPostgres } from '@/scripts/postgres.mjs'
import { ownDatabase } from '@/tests/support/database'
import { until } from '@/tests/support/waiting'

const database = ownDatabase()
const SETTING = 'session_replication_role'
const REPLICA = `SET ${SETTING} = replica`

/** What is named where these statements were carried out, which then are taken back; $here is the database. */
async function namedAfter(statements: string): Promise<string[]> {
  let found: string[] = []
  const undone = database.db.$transaction(async (tx) => {
    for (const statement of withHere(statements).split('; ')) await tx.$executeRawUnsafe(statement)
    found = await findSwitchedOff(tx)
    expect((await compareGuards(tx)).differences).toEqual([])
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  return found
}
const withHere = (text: string) => text.replaceAll('$here', new URL(database.url).pathname.slice(1))

const CASES: [who: string, statements: string, by: string[]][] = [
  ['a role that has nothing to do with the ledger', `CREATE ROLE accord_a; ALTER ROLE accord_a ${REPLICA}`, []],
  [
    'a role that may only read',
    `CREATE ROLE accord_b; GRANT SELECT ON ALL TABLES IN SCHEMA public TO accord_b; ALTER ROLE accord_b ${REPLICA}`,
    [],
  ],
  [
    'a role that may write changes',
    `CREATE ROLE accord_c; GRANT INSERT ON "Change" TO accord_c; ALTER ROLE accord_c ${REPLICA}`,
    ['ALTER ROLE accord_c'],
  ],
  [
    'a role that may rewrite a column',
    `CREATE ROLE accord_d; GRANT UPDATE (text) ON "Quote" TO accord_d; ALTER ROLE accord_d ${REPLICA}`,
    ['ALTER ROLE accord_d'],
  ],
  [
    'a role that may empty a table, in this database',
    `CREATE ROLE accord_e; GRANT TRUNCATE ON "Submission" TO accord_e; ALTER ROLE accord_e IN DATABASE $here ${REPLICA}`,
    ['ALTER ROLE accord_e IN DATABASE $here'],
  ],
  [
    'a role that may write, in another database',
    `CREATE ROLE accord_f; GRANT INSERT ON "Change" TO accord_f; ALTER ROLE accord_f IN DATABASE template1 ${REPLICA}`,
    [],
  ],
  [
    'a role that may take on the rights of one that may write',
    `CREATE ROLE accord_g; GRANT INSERT ON "Change" TO accord_g; CREATE ROLE accord_h NOINHERIT; GRANT accord_g TO accord_h; ALTER ROLE accord_h ${REPLICA}`,
    ['ALTER ROLE accord_h'],
  ],
  [
    'a member of the owner',
    `CREATE ROLE "accord I"; GRANT postgres TO "accord I"; ALTER ROLE "accord I" ${REPLICA}`,
    ['ALTER ROLE "accord I"'],
  ],
  ['a superuser', `CREATE ROLE accord_j SUPERUSER; ALTER ROLE accord_j ${REPLICA}`, ['ALTER ROLE accord_j']],
  ['the owner', `ALTER ROLE postgres ${REPLICA}`, ['ALTER ROLE postgres']],
  ['every role', `ALTER ROLE ALL ${REPLICA}`, ['ALTER ROLE ALL']],
  ['this database', `ALTER DATABASE $here ${REPLICA}`, ['ALTER DATABASE $here']],
  [
    'both',
    `ALTER ROLE postgres ${REPLICA}; ALTER DATABASE $here ${REPLICA}`,
    ['ALTER DATABASE $here', 'ALTER ROLE postgres'],
  ],
  ['this database, under which triggers fire', `ALTER DATABASE $here SET ${SETTING} = local`, []],
]
test.each(CASES)('triggers that are off for %s are named where they could write', async (_, statements, by) => {
  expect(await namedAfter(statements)).toEqual(by.map(withHere))
})

test('what a session of the ledger began with is told, although the ledger sets it right', async () => {
  const url = new URL(database.url)
  url.searchParams.set('options', `-c ${SETTING}=replica`)
  const db = connect(url.href, 1)
  const [now] = await db.$queryRaw<{ setting: string }[]>`SELECT current_setting('session_replication_role') AS setting`
  expect(now).toEqual({ setting: 'origin' })
  expect(await findSwitchedOff(db)).toEqual([ALTER_SYSTEM])
  await db.$disconnect()
})

describe('of a server of its own', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'accord-settings-'))
  const server = {} as Awaited<ReturnType<typeof openPostgres>>
  beforeAll(async () => {
    // PostgreSQL may run as another account than root, and has to pass.
    chmodSync(folder, 0o711)
    const options = { dataDir: path.join(folder, 'data'), address: '', onLost: () => {}, durable: false }
    Object.assign(server, await openPostgres(options))
  })
  afterAll(async () => {
    await server.stop?.()
    rmSync(folder, { recursive: true })
  })

  test('the files are read before the server reads them, and what it has read by whoever may not read them', async () => {
    const db = connect(server.connectionString, 1)
    const guest = connect(server.connectionString.replace(/\/\/[^@]+@/, '//guest:guest@'), 1)
    await db.$executeRawUnsafe(`CREATE ROLE guest LOGIN PASSWORD 'guest'`)
    expect([await findSwitchedOff(db), await findSwitchedOff(guest)]).toEqual([[], []])
    await db.$executeRawUnsafe(`ALTER SYSTEM ${REPLICA}`)
    expect([await findSwitchedOff(db), await findSwitchedOff(guest)]).toEqual([[ALTER_SYSTEM], []])
    await db.$queryRaw`SELECT pg_reload_conf()`
    await until(async () => expect(await findSwitchedOff(guest)).toEqual([ALTER_SYSTEM]))
    await db.$executeRawUnsafe(`ALTER SYSTEM RESET ${SETTING}`)
    await db.$queryRaw`SELECT pg_reload_conf()`
    await until(async () => expect(await findSwitchedOff(guest)).toEqual([]))
    expect(await findSwitchedOff(db)).toEqual([])
    await Promise.all([db.$disconnect(), guest.$disconnect()])
  })
})
