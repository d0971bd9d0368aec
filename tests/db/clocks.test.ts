import { afterEach, describe, expect, test, vi } from 'vitest'
import { NO_CHANGE_FILTER } from '@/lib/change/filter'
import { type Day, dayAt } from '@/lib/day'
import { recordAssessment } from '@/lib/db/assessments/write'
import { listChangesFor } from '@/lib/db/changes/read'
import { recordChanges } from '@/lib/db/changes/write'
import { connect } from '@/lib/db/client'
import { findCommitment } from '@/lib/db/commitments/read'
import { recordFollowUp, withdrawFollowUp } from '@/lib/db/follow-ups/write'
import { verify } from '@/lib/db/verify'
import { aFollowUp, TODAY } from '@/tests/support/build'
import { firstBreak, listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { by, refusalOf, watching } from '@/tests/support/writing'

const A_DAY = 24 * 60 * 60 * 1_000

afterEach(() => {
  vi.useRealTimers()
})

/** This process's clock, ahead of the true time or behind it; the database keeps its own. */
function clockIsOffBy(milliseconds: number) {
  const now = Date.now() + milliseconds
  vi.useFakeTimers({ toFake: ['Date'], now })
}
const aJudgement = (ref: string, version: number, effectiveOn: Day) => ({
  ref,
  version,
  effectiveOn,
  status: null,
  condition: 'ACTIVE' as const,
  progress: null,
  confidence: undefined,
  rationaleZh: null,
  rationaleEn: 'Recorded by a clock.',
  supersedesId: null,
  supersededBy: null,
  reason: null,
  evidence: [],
  newEvidence: [],
})

describe('a node whose clock is a day off', () => {
  const database = ownDatabase({ seeded: true })
  const { standing } = watching(database)

  test.each([
    ['ahead', A_DAY],
    ['behind', -A_DAY],
    ['right again', 0],
  ])('(%s) records the instants of the database and the days it was given', async (_, off) => {
    const [{ now: began }] = (await database.sql('SELECT clock_timestamp() AS now')) as [{ now: Date }]
    clockIsOffBy(off)
    const { version } = await standing('SF-04')
    const day = '2026-01-05'
    const { key: _key, ...draft } = aFollowUp({ occurredOn: day })
    const recorded = await recordAssessment(
      database.db,
      { ...aJudgement('SF-04', version, day), newEvidence: [draft] },
      by('clock'),
      TODAY,
    )
    const { result: made } = await recordFollowUp(
      database.db,
      { ref: 'SF-05', version: (await standing('SF-05')).version, draft },
      by('clock'),
      TODAY,
    )
    const withdrawal = { ref: 'SF-05', version: made.version, key: made.key, reason: 'It was wrong.' }
    await withdrawFollowUp(database.db, withdrawal, by('clock'), TODAY)
    vi.useRealTimers()
    const instants = await database.sql(
      `SELECT "recordedAt" AS at FROM "Assessment" WHERE id = $1
       UNION ALL SELECT "recordedAt" FROM "FollowUp" WHERE key = ANY($2)
       UNION ALL SELECT "withdrawnAt" FROM "FollowUp" WHERE key = $3
       UNION ALL SELECT "recordedAt" FROM "Submission" WHERE "recordedAt" >= $4
       UNION ALL SELECT at FROM (SELECT at FROM "Change" ORDER BY sequence DESC LIMIT 4) newest`,
      [recorded.result.assessment, [...recorded.result.followUps, made.key], made.key, began],
    )
    const [{ now: ended }] = (await database.sql('SELECT clock_timestamp() AS now')) as [{ now: Date }]
    expect(instants).toHaveLength(11)
    for (const { at } of instants as { at: Date }[]) {
      // Kept to the millisecond.
      expect(at.getTime()).toBeGreaterThanOrEqual(began.getTime() - 1)
      expect(at.getTime()).toBeLessThanOrEqual(ended.getTime() + 1)
    }
    expect((await standing('SF-04')).assessedOn).toBe(day)
  })

  test('leaves a record in order that verifies', async () => {
    const changes = await listChanges(database.db)
    expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).sort())
    expect(await verify(database.db, null)).toMatchObject({ broken: null, differences: [] })
  })

  test('takes for today what it is told, and refuses the day after', async () => {
    clockIsOffBy(A_DAY)
    const { version } = await standing('SF-06')
    const refusal = await refusalOf(
      recordAssessment(database.db, aJudgement('SF-06', version, '2026-11-23'), by('clock'), TODAY),
    )
    expect(refusal).toMatchObject({ key: 'effectiveOutsideLife' })
    await recordAssessment(database.db, aJudgement('SF-06', version, TODAY), by('clock'), TODAY)
    expect((await standing('SF-06')).assessedOn).toBe(TODAY)
  })
})

describe('a database whose clock is set back', () => {
  const database = ownDatabase({ seeded: true })

  test('gives no change an earlier instant than the one before it', async () => {
    await database.sql(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE "Change" SET at = date_trunc('milliseconds', now() + interval '1 hour') WHERE sequence = (SELECT max(sequence) FROM "Change");
      UPDATE "Change" SET hash = encode(sha256(convert_to(concat_ws(E'\\n', "previousHash", sequence,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), entry::text), 'UTF8')), 'hex')
        WHERE sequence = (SELECT max(sequence) FROM "Change"); COMMIT`)
    await database.db.$transaction((tx) =>
      recordChanges(tx, [{ actor: 'test', action: 'test.done', subject: 'T-1', data: null }]),
    )
    const changes = await listChanges(database.db)
    const [earlier, later] = changes.slice(-2)
    expect(later?.at).toBe(earlier?.at)
    expect(await firstBreak(changes)).toBeNull()
  })
})

describe('a process anywhere on a database in Asia/Shanghai', () => {
  const database = ownDatabase({ seeded: true, timeZone: 'Asia/Shanghai' })
  const DAYS = ['2023-12-31', '2024-01-01', '2024-02-28', '2024-02-29', '2024-03-01', '2024-12-31', '2025-03-09']
  const ITEMS = {
    'America/New_York': 'SF-26',
    'Asia/Shanghai': 'SF-27',
    'Pacific/Kiritimati': 'SF-28',
    'America/St_Johns': 'SF-29',
  }

  test.each(Object.entries(ITEMS))(
    'in %s reads and writes the very days: 29 February, year ends, the day on which the clock changes',
    async (timeZone, ref) => {
      vi.stubEnv('TZ', timeZone)
      try {
        expect(new Date('2024-02-29T00:00:00Z').getTimezoneOffset()).not.toBe(0)
        const db = connect(database.url, 2)
        for (const day of DAYS) {
          const found = await findCommitment(db, ref, TODAY)
          await recordAssessment(db, aJudgement(ref, found?.version ?? 0, day), by('zone'), TODAY)
          const standing = await findCommitment(db, ref, TODAY, { asOf: day })
          expect(standing?.assessments.at(-1)?.effectiveOn).toBe(day)
        }
        const item = await findCommitment(db, ref, TODAY)
        await db.$disconnect()
        const own = item?.assessments.filter(({ recordedBy }) => recordedBy === 'user:zone')
        expect(own?.map(({ effectiveOn }) => effectiveOn)).toEqual(DAYS)
        const onFile = await database.sql(
          `SELECT a."effectiveOn"::text AS day FROM "Assessment" a JOIN "Commitment" c ON c.id = a."commitmentId"
           WHERE c.ref = $1 AND a."recordedBy" = 'user:zone' ORDER BY a.id`,
          [ref],
        )
        expect(onFile.map(({ day }) => day)).toEqual(DAYS)
        const occurred = await database.sql(
          `SELECT f."occurredOn"::text AS day FROM "FollowUp" f JOIN "Commitment" c ON c.id = f."commitmentId" WHERE c.ref = $1`,
          [ref],
        )
        const days = item?.followUpList.map(({ occurredOn }) => occurredOn)
        expect(days?.sort()).toEqual(occurred.map(({ day }) => day).sort())
      } finally {
        vi.unstubAllEnvs()
      }
    },
  )
})

describe('the days of changes', () => {
  const database = ownDatabase({ seeded: true })
  /** On both sides of midnight in one zone or another, at ends of years, on 29 February, and where clocks change. */
  const INSTANTS = [
    '2023-12-31T15:59:59.999Z',
    '2023-12-31T16:00:00.000Z',
    '2024-01-01T04:59:59.999Z',
    '2024-01-01T05:00:00.000Z',
    '2024-02-28T23:59:59.999Z',
    '2024-02-29T00:00:00.000Z',
    '2024-02-29T15:59:59.999Z',
    '2024-02-29T23:59:59.999Z',
    '2024-03-01T00:00:00.000Z',
    '2024-03-10T06:59:59.999Z',
    '2024-03-10T07:00:00.000Z',
    '2024-11-03T05:30:00.000Z',
    '2024-11-03T06:30:00.000Z',
    '2024-12-31T23:59:59.999Z',
    '2025-01-01T00:00:00.000Z',
  ]

  test.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'America/St_Johns', 'Pacific/Kiritimati'])(
    'are those of the time zone of the ledger (%s), whatever that of the process and the database',
    async (timeZone) => {
      const cases = INSTANTS.map((at, index) => `WHEN ${index + 1} THEN '${at}'::timestamptz`).join(' ')
      await database.sql(`BEGIN; SET LOCAL session_replication_role = replica;
        UPDATE "Change" SET at = CASE sequence ${cases} ELSE '2025-06-01T12:00:00Z'::timestamptz END; COMMIT`)
      const days = new Map<Day, number[]>()
      for (const [index, at] of INSTANTS.entries()) {
        const day = dayAt(new Date(at), timeZone)
        days.set(day, [index + 1, ...(days.get(day) ?? [])])
      }
      for (const [day, sequences] of days) {
        const filter = { ...NO_CHANGE_FILTER, from: day, to: day }
        const { changes } = await listChangesFor(database.db, filter, { actions: null, timeZone })
        expect([day, changes.map(({ sequence }) => sequence)]).toEqual([day, sequences])
      }
    },
  )
})
