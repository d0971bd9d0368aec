import { beforeAll, describe, expect, test } from 'vitest'
import type { Written } from '@/lib/db/write'
import { readCalls } from '@/tests/support/calls'
import { listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { readHouse } from '@/tests/support/house'
import { digestOf, recordsBetween, recordsIn, snapshotOf } from '@/tests/support/records'
import { type Prepared, WRITES } from '@/tests/support/writes'

const exportedReaching = readCalls(readHouse(), 'lib/db')
const nameOf = ({ name }: { name: string }) => name

/** Writes of what is no record (tests/support/records.ts): when and where somebody was seen, and counts. */
const UNRECORDED = ['noteSeen', 'confirmSignIn', 'countRefusedCall']

describe('the writes of lib/db', () => {
  const RECORDING = ['lib/db/write.ts write', 'lib/db/write.ts writePeople', 'lib/db/changes/write.ts recordChanges']
  const writes = exportedReaching((key) => RECORDING.includes(key)).filter(
    ({ path, name }) => !RECORDING.includes(`${path} ${name}`),
  )

  test('are all called below, and nothing else is', () => {
    expect(writes.length).toBeGreaterThan(15)
    expect([...new Set(Object.keys(WRITES).map((name) => name.split(',')[0]))].sort()).toEqual(
      writes.map(nameOf).sort(),
    )
  })

  test('are told by every action whether it rests on who acts: no other file makes up an author', () => {
    const making = [...readHouse()].filter(
      ([path, text]) =>
        /^(app|components|server)\//.test(path) && /\{[^{}]*\bactor\b[^{}]*\bsubmission\b[^{}]*\}/.test(text),
    )
    expect(making.map(([path]) => path).sort()).toEqual([
      // Of those who come by a link, and are nobody yet.
      'app/actions/links.ts',
      'server/request/action.ts',
      // Of those who may not do what they tried.
      'server/request/refused-access.ts',
    ])
  })

  test('are the only functions that change anything by themselves', () => {
    const CHANGES =
      /^(\$executeRaw(Unsafe)?|create|createMany|createManyAndReturn|update|updateMany|upsert|delete|deleteMany)$/
    const changing = exportedReaching((_, calls) => [...calls].some((call) => CHANGES.test(call)))
    const alone = changing.filter(({ parameters: [first = ''] }) => /^(Database|PrismaClient)$/.test(first))
    expect(alone.map(nameOf).sort()).toEqual(['write', 'writePeople', ...writes.map(nameOf), ...UNRECORDED].sort())
  })
})

/** The first person can be made only where there is none; every other write wherever it is ready to be made. */
const OF_NOBODY = ['makeSetupLink', 'createOwner']
/** What the ledger does by itself, whoever is signed in. */
const BY_ITSELF = ['importAgreement', 'makeSetupLink', 'recordRefusedCalls']
const shared = ownDatabase({ seeded: true })

describe.each(Object.entries(WRITES))('%s', (name, prepare) => {
  const database = OF_NOBODY.includes(name) ? ownDatabase({ seeded: true }) : shared
  const author = { actor: 'user:author', submission: `form of ${name}` }
  let prepared: Prepared
  beforeAll(async () => {
    prepared = await prepare(database.db)
  })

  test('that fails as it commits leaves neither rows nor changes', async () => {
    const before = await digestOf(database)
    await database.sql(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'fault'; END $$;
      CREATE CONSTRAINT TRIGGER fault AFTER INSERT ON "Change" DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION fail()`)
    await expect(prepared.run(author)).rejects.toThrow('fault')
    await database.sql('DROP TRIGGER fault ON "Change"; DROP FUNCTION fail()')
    expect(await digestOf(database)).toEqual(before)
  })

  test('from another version of the item, where it is given one, is refused and changes nothing', async () => {
    const { version, run } = prepared
    if (version === null) return
    const before = await digestOf(database)
    for (const other of [version - 1, version + 1]) {
      const refusal = await run(author, other).catch((error: unknown) => error)
      expect(refusal).toMatchObject({ code: 'CONFLICT', key: 'staleVersion', current: expect.anything() })
    }
    expect(await digestOf(database)).toEqual(before)
  })

  test('adds one change for each record that it changed, tells their numbers, and sent again none', async () => {
    const before = await snapshotOf(database)
    const { length } = await listChanges(database.db)
    const written = await prepared.run(author)
    const after = await snapshotOf(database)
    const added = (await listChanges(database.db)).slice(length)
    const entries = added.map((change) => change.entry)
    expect(entries).not.toEqual([])
    expect(recordsIn(entries)).toEqual(recordsBetween(before, after))
    if (name !== 'importAgreement') expect(written).toMatchObject({ changes: added.map((change) => change.sequence) })

    if (!after.Submission?.[author.submission]) return
    expect(await prepared.run(author)).toEqual({ ...(written as Written<unknown>), changes: [] })
    expect(await snapshotOf(database)).toEqual(after)
  })

  test('by somebody who was let in and may not do it any more is refused and changes nothing', async () => {
    if (BY_ITSELF.includes(name)) return
    await database.sql(`INSERT INTO "User" (id, name, email, role) VALUES ('author', 'Wen Li', 'author@example.org', 'EDITOR')
        ON CONFLICT DO NOTHING;
      INSERT INTO "Session" (id, "userId", token, "expiresAt") VALUES ('open', 'author', 'open', now() + interval '1 day'),
        ('expired', 'author', 'expired', now() - interval '1 second') ON CONFLICT DO NOTHING`)
    const before = await digestOf(database)
    for (const session of ['open', 'expired', 'ended']) {
      const acting = { needs: 'ADMIN', session } as const
      const refusal = await prepared.run({ ...author, acting }).catch((error: unknown) => error)
      expect(refusal).toMatchObject({ code: expect.stringMatching(/^(FORBIDDEN|UNAUTHENTICATED)$/) })
    }
    expect(await digestOf(database)).toEqual(before)
  })
})
