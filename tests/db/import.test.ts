import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { importAgreement } from '@/lib/db/agreements/write'
import { listAssessments } from '@/lib/db/assessments/read'
import { recordAssessments } from '@/lib/db/assessments/record'
import { recordChanges } from '@/lib/db/changes/write'
import { listCommitments } from '@/lib/db/commitments/read'
import { parseAgreement } from '@/lib/import'
import { aCommitmentFile, aDraft, aFilter, aFollowUpFile, anAgreement, TODAY } from '@/tests/support/build'
import { listChanges } from '@/tests/support/chain'
import { ownDatabase, type TestDatabase } from '@/tests/support/database'
import { summit } from '@/tests/support/summit'

const TABLES = ['Agreement', 'Party', 'Domain', 'SourceDocument', 'Commitment', 'Quote', 'FollowUp', 'Source']
const RECORDS = ['Assessment', 'Evidence', 'Change']

/** How many rows each table holds. */
async function rowsOf({ sql }: TestDatabase) {
  const counts = [...TABLES, ...RECORDS].map((table) => `(SELECT count(*)::int FROM "${table}") AS "${table}"`)
  return (await sql(`SELECT ${counts.join(', ')}`))[0]
}
const enter = ({ db }: TestDatabase, agreement = summit()) =>
  importAgreement(db, agreement, { actor: 'test', today: TODAY })

describe('an import', () => {
  const database = ownDatabase()

  test('enters an agreement with everything in it, and again changes nothing', async () => {
    expect(await enter(database)).toBe(true)
    const once = await rowsOf(database)
    expect(once).toMatchObject({ Agreement: 1, Party: 2, Domain: 6, SourceDocument: 1, Commitment: 29 })
    expect(await enter(database)).toBe(false)
    expect(await rowsOf(database)).toEqual(once)
  })

  test('leaves what people entered since as it is', async () => {
    await database.db.$transaction(async (tx) => {
      const data = aDraft({
        status: 'UNDERWAY',
        progress: 55,
        effectiveOn: '2026-01-05',
        evidence: ['sf-02-2024-04-02-call'],
      })
      const key = await tx.followUp.findFirstOrThrow({ where: { commitment: { ref: 'SF-03' }, relation: 'DIRECT' } })
      await recordAssessments(tx, 'SF-03', [{ ...data, evidence: [key.key] }], TODAY)
      await recordChanges(tx, [{ actor: 'an editor', action: 'assessment.recorded', subject: 'SF-03', data }])
    })
    const before = await rowsOf(database)
    expect(await enter(database)).toBe(false)
    expect(await rowsOf(database)).toEqual(before)
    const [item] = (await listCommitments(database.db, aFilter(), TODAY)).filter(({ ref }) => ref === 'SF-03')
    expect(item).toMatchObject({ status: 'UNDERWAY', progress: 55, assessedOn: '2026-01-05' })
    expect((await listChanges(database.db)).at(-1)?.entry.actor).toBe('an editor')
  })

  test('cannot take the refs, keys or documents of another agreement, and then writes nothing', async () => {
    const before = await rowsOf(database)
    const taken = [
      anAgreement({ commitments: [aCommitmentFile({ ref: 'SF-01' })], followUps: [] }),
      anAgreement({ followUps: [aFollowUpFile({ key: 'sf-03-2023-11-16-ministers' })] }),
    ]
    for (const files of taken)
      await expect(enter(database, parseAgreement(files, TODAY))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await rowsOf(database)).toEqual(before)
  })

  test('enters a second agreement beside the first', async () => {
    expect(await enter(database, parseAgreement(anAgreement(), TODAY))).toBe(true)
    const all = await listCommitments(database.db, aFilter(), TODAY)
    expect(all.map((item) => item.ref)).toEqual([...summit().commitments.map((c) => c.ref), 'T-01'])
  })
})

describe('imports at once', () => {
  const database = ownDatabase()

  test('enter an agreement once between them', async () => {
    const answers = await Promise.all([enter(database), enter(database), enter(database)])
    expect(answers.filter(Boolean)).toHaveLength(1)
    expect(await rowsOf(database)).toMatchObject({ Agreement: 1, Commitment: 29 })
  })
})

describe('an import that fails', () => {
  const database = ownDatabase()

  test('writes nothing, however far it came', async () => {
    const agreement = summit()
    const last = agreement.commitments.at(-1)
    if (!last) throw new Error('no commitments')
    last.domain = 'nowhere'
    await expect(enter(database, agreement)).rejects.toThrow()
    expect(Object.values((await rowsOf(database)) ?? {}).every((count) => count === 0)).toBe(true)
  })
})

describe('what was imported', () => {
  const database = ownDatabase({ seeded: true })

  test('has every quote where its document has it', async () => {
    const quotes = await database.db.quote.findMany({ include: { document: true } })
    expect(quotes.length).toBeGreaterThan(29)
    for (const { document, start, end, text } of quotes) expect(document.text.slice(start, end)).toBe(text)
  })

  test('has its history recorded by the rule', async () => {
    const { id } = await database.db.commitment.findUniqueOrThrow({ where: { ref: 'SF-09' } })
    const [first, second] = await listAssessments(database.db, id)
    expect(first).toMatchObject({ status: 'AGREED', effectiveOn: '2023-11-15', recordedBy: 'rule v1', evidence: [] })
    expect(second).toMatchObject({ condition: 'SUSPENDED', effectiveOn: '2024-07-17', methodVersion: 'v1' })
    expect(second?.evidence).toHaveLength(1)
  })

  test('has a change for the agreement, each commitment, follow-up and assessment', async () => {
    const counts = await rowsOf(database)
    const { Agreement, Commitment, FollowUp, Assessment, Change } = counts as Record<string, number>
    expect(Change).toBe(Number(Agreement) + Number(Commitment) + Number(FollowUp) + Number(Assessment))
  })
})

describe('the seed', () => {
  const database = ownDatabase()

  test('enters what lies under prisma/data, as an import of the same files would', async () => {
    const cwd = join(import.meta.dirname, '../..')
    const env = { ...process.env, DATABASE_URL: database.url }
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/seed.js'], { cwd, env })
    expect(stdout).toContain('san-francisco-2023: entered')
    const once = await rowsOf(database)
    expect(await enter(database)).toBe(false)
    expect(await rowsOf(database)).toEqual(once)
  })
})
