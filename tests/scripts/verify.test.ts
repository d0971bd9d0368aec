import pg from 'pg'
import { expect, test } from 'vitest'
import { ownDatabase } from '@/tests/support/database'
import { pick } from '@/tests/support/full'
import { runScript } from '@/tests/support/script'
import { until } from '@/tests/support/waiting'

const database = ownDatabase({ seeded: true })

/** What `npm run verify` prints, and how it ends. */
const verify = (...args: string[]) => runScript('verify', args, { DATABASE_URL: database.url })
const tamper = (statement: string) =>
  database.sql(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`)

test('says that all is well and what it cannot know, and in a sentence each what is not', async () => {
  const [head] = await database.sql('SELECT sequence, hash FROM "Change" ORDER BY sequence DESC LIMIT 1')
  const { code, said } = await verify('--head', String(head?.hash))
  expect(code).toBe(0)
  expect(said).toMatch(
    /^The record is whole, and the ledger is what it says: \d+ changes, head \w{64}, in [\d.]+ s\.\nNot in the record, and so not checked: when somebody was last seen, passwords, sessions, .+\.\n$/,
  )
  expect(said).toContain(`${head?.sequence} changes, head ${head?.hash},`)

  const here = new URL(database.url).pathname.slice(1)
  await database.sql(`ALTER DATABASE ${here} SET session_replication_role = replica`)
  const off = await verify()
  await database.sql(`ALTER DATABASE ${here} RESET session_replication_role`)
  expect(off.code).toBe(1)
  expect(off.said).toMatch(
    /^The record is whole, and .+\n(?:.+\n)+A protection of the record is off: .+ as a superuser: ALTER DATABASE \w+ RESET session_replication_role\.\nThe record is whole, and a protection of it is off\.\n$/,
  )

  const forgotten = await verify('--head', 'f'.repeat(64))
  expect(forgotten).toMatchObject({ code: 1, said: expect.stringContaining('is not part of the chain any more') })

  await tamper(`UPDATE "Assessment" SET "rationaleEn" = 'x' WHERE id = (SELECT max(id) FROM "Assessment")`)
  const differs = await verify()
  expect(differs.code).toBe(1)
  expect(differs.said).toMatch(
    /^On file, the assessment of \S+ in change \d+ is not what the record says: rationaleEn\.\n/,
  )

  await tamper('ALTER TABLE "Change" DISABLE TRIGGER append_only')
  const disabled = await verify()
  expect(disabled.said).toMatch(
    /^In the database, the trigger append_only of table Change is not what .+, disabled\.\n/,
  )
  expect(disabled.said).toMatch(/\nOn file, the assessment of /)

  await tamper(`UPDATE "Change" SET entry = replace(entry::text, 'seed', 'somebody')::json WHERE sequence = 2`)
  const altered = await verify()
  expect(altered.code).toBe(1)
  expect(altered.said).toMatch(
    /^Change 2 was altered: it is not what its hash was made of; change 2 is of [\d-]{10}, by somebody: commitment\.created of \S+\.\n/,
  )
  expect(altered.said).not.toContain('    at ')
})

const REFUSED = [['--head', 'abc'], ['--head'], ['now'], ['--head', 'f'.repeat(64), 'x']]
test.each(pick(REFUSED, REFUSED.slice(0, 1)).map((args) => [args]))(
  'npm run verify %j is refused with what it takes',
  async (args) => {
    const { code, said } = await verify(...args)
    expect(code).toBe(1)
    expect(said).toMatch(/npm run verify -- --head <hash>/)
  },
)

test('a database that goes away meanwhile is no fault of the record', async () => {
  const holder = new pg.Client({ connectionString: database.url, application_name: 'holder' })
  await holder.connect()
  await holder.query('BEGIN; LOCK TABLE "Change"')
  const verifying = verify()
  const waiting = `FROM pg_stat_activity WHERE application_name = 'accord' AND wait_event_type = 'Lock' AND datname = current_database()`
  await until(async () => expect(await database.sql(`SELECT ${waiting}`)).not.toEqual([]))
  await database.sql(`SELECT pg_terminate_backend(pid) ${waiting}`)
  const { code, said } = await verifying
  await holder.end()
  expect(said).toMatch(
    /^The database could not be asked to the end: [^\n]+\nWhether the record is whole is not known: [^\n]+\n$/,
  )
  expect(code).toBe(1)
})
