import { beforeAll, describe, expect, test } from 'vitest'
import { listAgreements } from '@/lib/db/agreements/read'
import { importAgreement } from '@/lib/db/agreements/write'
import { countCommitments, findCommitment, listCommitments } from '@/lib/db/commitments/read'
import { listLatestFollowUps } from '@/lib/db/follow-ups/read'
import { aFilter, SUMMIT, TODAY } from '@/tests/support/build'
import { firstBreak, listChanges } from '@/tests/support/chain'
import { ownDatabase, type TestDatabase } from '@/tests/support/database'
import { summit } from '@/tests/support/summit'

const DAYS = [SUMMIT, '2024-07-16', '2024-07-17', '2024-07-18', '2025-12-31', TODAY]

describe('a database in the time zone of Shanghai', () => {
  const utc = ownDatabase({ timeZone: 'UTC' })
  const shanghai = ownDatabase({ timeZone: 'Asia/Shanghai' })
  beforeAll(async () => {
    for (const { db } of [utc, shanghai]) await importAgreement(db, summit(), { actor: 'test', today: TODAY })
  })

  test('is in that time zone for anyone else', async () => {
    expect(await shanghai.sql('SHOW timezone')).toEqual([{ TimeZone: 'Asia/Shanghai' }])
  })

  /** Everything that is read, without the instants of recording. */
  const readings = async ({ db }: TestDatabase, asOf: string) => {
    const filter = aFilter({ asOf })
    const items = await listCommitments(db, filter, TODAY)
    const details = await Promise.all(items.map(({ ref }) => findCommitment(db, ref, TODAY, { asOf })))
    const all = {
      items,
      cells: await countCommitments(db, { ...filter, sort: [] }, TODAY),
      agreements: await listAgreements(db, asOf),
      latest: await listLatestFollowUps(db, asOf, 20),
      details,
    }
    return JSON.parse(JSON.stringify(all, (key, value) => (key === 'recordedAt' ? undefined : value)))
  }

  test.each(DAYS)('reads the same as one in UTC, as of %s', async (asOf) => {
    const [here, there] = await Promise.all([readings(utc, asOf), readings(shanghai, asOf)])
    const sorted = (cells: object[]) => cells.map((cell) => JSON.stringify(cell)).sort()
    expect({ ...there, cells: sorted(there.cells) }).toEqual({ ...here, cells: sorted(here.cells) })
    expect(here.items).toHaveLength(29)
  })

  test.each(['Agreement', 'Commitment', 'FollowUp', 'Assessment'])(
    'holds the true instant at which a row of %s was recorded',
    async (table) => {
      const [row] = await shanghai.sql(
        `SELECT bool_and("recordedAt" BETWEEN now() - interval '10 minutes' AND now()) AS now FROM "${table}"`,
      )
      expect(row).toEqual({ now: true })
    },
  )

  test('holds the true instant of a change, and the hashes made of it', async () => {
    const [row] = await shanghai.sql(
      `SELECT bool_and(at BETWEEN now() - interval '10 minutes' AND now()) AS now FROM "Change"`,
    )
    expect(row).toEqual({ now: true })
    expect(await firstBreak(await listChanges(shanghai.db))).toBeNull()
  })

  test('is given the instant that the ledger meant, and gives it back', async () => {
    const at = new Date('2026-01-01T20:30:00.123Z')
    const key = 'sf-03-2023-11-16-ministers'
    await shanghai.db.followUp.updateMany({ where: { key }, data: { withdrawnAt: at, withdrawnReason: 'x' } })
    const [row] = await shanghai.sql(
      `SELECT to_char("withdrawnAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        "withdrawnAt"::date::text AS there FROM "FollowUp" WHERE key = '${key}'`,
    )
    expect(row).toEqual({ at: at.toISOString(), there: '2026-01-02' })
    expect((await shanghai.db.followUp.findFirstOrThrow({ where: { key } })).withdrawnAt).toEqual(at)
  })

  test('holds the very days that were written', async () => {
    const days = `SELECT c.ref, c."assessedOn"::text, c."lastFollowUpOn"::text, a."concludedOn"::text,
      (SELECT string_agg(f."occurredOn" || '/' || f."countsOn", ' ' ORDER BY f.key) FROM "FollowUp" f WHERE f."commitmentId" = c.id),
      (SELECT string_agg(s."effectiveOn"::text, ' ' ORDER BY s.id) FROM "Assessment" s WHERE s."commitmentId" = c.id) AS effective
      FROM "Commitment" c JOIN "Agreement" a ON a.id = c."agreementId" ORDER BY c.ref`
    expect(await shanghai.sql(days)).toEqual(await utc.sql(days))
  })
})
