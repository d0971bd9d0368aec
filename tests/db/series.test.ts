import { describe, expect, test } from 'vitest'
import { headlineOn } from '@/lib/assessment'
import { listCommitments } from '@/lib/db/commitments/read'
import { countFollowUpsByMonth, countSourcesByTier, listHistories } from '@/lib/db/series'
import { countsOn, isDirect } from '@/lib/follow-up'
import { stepsOf } from '@/lib/series'
import { statusKey } from '@/lib/status'
import { aFilter, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { summit } from '@/tests/support/summit'

const database = ownDatabase({ seeded: true })
const domains = [...new Set(summit().commitments.map((commitment) => commitment.domain))]
const DAYS = ['2023-11-15', '2024-07-18', '2025-12-31', TODAY]

/** The follow-ups of a domain up to a day, as the files say. */
const filed = (domain: string, asOf: string) =>
  summit()
    .commitments.filter((commitment) => commitment.domain === domain)
    .flatMap((commitment) => commitment.followUps)
    .filter((followUp) => countsOn(followUp) <= asOf)

describe.each(DAYS)('as of %s', (asOf) => {
  test('the follow-ups of each domain by month are those of the files', async () => {
    for (const domain of domains) {
      const counts = await countFollowUpsByMonth(database.db, aFilter({ domain: [domain], asOf }), TODAY)
      const followUps = filed(domain, asOf)
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(followUps.length)
      for (const { month, relation, count } of counts)
        expect(
          followUps.filter((f) => countsOn(f).startsWith(month) && f.relation === relation).length,
          `${domain} ${month} ${relation}`,
        ).toBe(count)
    }
  })

  test('the sources of each domain by tier are those of its direct follow-ups', async () => {
    for (const domain of domains) {
      const counts = await countSourcesByTier(database.db, aFilter({ domain: [domain], asOf }), TODAY)
      const direct = filed(domain, asOf).filter(isDirect)
      const tiers = new Set(direct.flatMap((followUp) => followUp.sources.map((source) => source.tier)))
      expect(new Set(counts.map(({ tier }) => tier))).toEqual(tiers)
      for (const { tier, sources, followUps } of counts) {
        const ofTier = direct.flatMap((followUp) => followUp.sources.filter((source) => source.tier === tier))
        expect(sources).toBe(new Set(ofTier.map((source) => source.url)).size)
        expect(followUps).toBe(direct.filter((f) => f.sources.some((source) => source.tier === tier)).length)
      }
    }
  })

  test('the last step of every line is the row of the table', async () => {
    const items = await listCommitments(database.db, aFilter({ asOf }), TODAY)
    const refs = items.map((item) => item.ref)
    const histories = await listHistories(database.db, refs, asOf)
    expect([...histories.keys()].sort()).toEqual([...refs].sort())
    for (const item of items) {
      const history = histories.get(item.ref)
      const assessments = history?.assessments ?? []
      const last = stepsOf(assessments, asOf).at(-1)
      expect(last, item.ref).toMatchObject({ status: statusKey(item.status), condition: item.condition, until: asOf })
      expect(headlineOn(assessments, asOf)?.status).toBe(item.status)
      const direct = history?.followUps.filter(isDirect) ?? []
      expect(direct.length).toBe(item.followUps)
      expect(direct.at(-1)?.on ?? null).toBe(item.lastFollowUpOn)
    }
  })
})

test('a withdrawn follow-up is left out', async () => {
  const filter = aFilter({ domain: ['dialogue'] })
  const total = async () =>
    (await countFollowUpsByMonth(database.db, filter, TODAY)).reduce((sum, { count }) => sum + count, 0)
  const before = await total()
  const [taken] = await database.sql(
    `UPDATE "FollowUp" SET "withdrawnAt" = now(), "withdrawnReason" = 'Wrong.' WHERE id =
      (SELECT f.id FROM "FollowUp" f JOIN "Commitment" c ON c.id = f."commitmentId"
       JOIN "Domain" d ON d.id = c."domainId" WHERE d.slug = 'dialogue' ORDER BY f.id LIMIT 1)
     RETURNING (SELECT ref FROM "Commitment" WHERE id = "commitmentId") AS ref, key`,
  )
  expect(await total()).toBe(before - 1)
  const history = (await listHistories(database.db, [String(taken?.ref)], TODAY)).get(String(taken?.ref))
  expect(history?.followUps.map(({ key }) => key)).not.toContain(taken?.key)
})
