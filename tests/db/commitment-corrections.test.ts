import { beforeAll, describe, expect, test } from 'vitest'
import { importAgreement } from '@/lib/db/agreements/write'
import { listStatusChanges } from '@/lib/db/assessments/read'
import { recordAssessment } from '@/lib/db/assessments/write'
import { countCommitments, findCommitment, findNeighbours, listCommitments } from '@/lib/db/commitments/read'
import { suggestRef } from '@/lib/db/commitments/refs'
import { createCommitment, type NewCommitment, retitle, withdrawCommitment } from '@/lib/db/commitments/write'
import { findDocument, listMarks } from '@/lib/db/documents'
import { listLatestFollowUps } from '@/lib/db/follow-ups/read'
import { changePlan, markReviewed } from '@/lib/db/plans/write'
import { countFollowUpsByMonth, countSourcesByTier } from '@/lib/db/series'
import { parseAgreement } from '@/lib/import'
import { countOf } from '@/lib/summary'
import { aCommitmentFile, aFilter, anAgreement, NO_PLAN, TODAY } from '@/tests/support/build'
import { firstBreak, listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { by, refusalOf, resultOf, watching } from '@/tests/support/writing'

const SUMMIT_SLUG = 'san-francisco-2023'
const DOCUMENT = 'wang-yi-briefing-2023-11-15'
const database = ownDatabase({ seeded: true })
const text = { whole: '' }

beforeAll(async () => {
  text.whole = (await findDocument(database.db, DOCUMENT))?.text ?? ''
  const other = parseAgreement(
    anAgreement({
      commitments: [aCommitmentFile({ ref: 'T-01' })],
      followUps: [],
      text: '双方将定期举行磋商。再次磋商。\n',
    }),
    TODAY,
  )
  await importAgreement(database.db, other, { actor: 'test', today: TODAY })
})

/** Words that stand in the summit's document once. */
const aQuote = (start = 200) => ({ document: DOCUMENT, text: text.whole.slice(start, start + 60).trim(), start: null })
const aCommitment = async (parts: Partial<NewCommitment> = {}): Promise<NewCommitment> => ({
  agreement: SUMMIT_SLUG,
  domain: 'dialogue',
  ref: await suggestRef(database.db, SUMMIT_SLUG),
  type: 'MECHANISM',
  titleZh: '定期磋商',
  titleEn: 'Regular talks',
  quotes: [aQuote()],
  ...parts,
})
const { head, since } = watching(database)
const found = (ref: string) => findCommitment(database.db, ref, TODAY)
const counted = async () => countOf(await countCommitments(database.db, aFilter(), TODAY))
const rows = async () =>
  (
    await database.sql(`SELECT (SELECT count(*)::int FROM "Commitment") AS commitments,
      (SELECT count(*)::int FROM "Quote") AS quotes, (SELECT count(*)::int FROM "Change") AS changes,
      (SELECT count(*)::int FROM "Submission") AS submissions, (SELECT sum(version)::int FROM "Commitment") AS versions`)
  )[0]

describe('correcting titles', () => {
  const titles = {
    titleZh: '<b>人工智能</b>',
    titleEn: 'Talks on <script>AI</script>',
    reason: 'As both sides call it.',
  }

  test('writes them, finds them, and keeps on record what they were and why', async () => {
    const before = await found('SF-11')
    const start = await head()
    await retitle(database.db, { ref: 'SF-11', version: before?.version ?? 0, ...titles }, by('a'), TODAY)
    const { reason, ...data } = titles
    expect(await found('SF-11')).toMatchObject({ ...data, version: (before?.version ?? 0) + 1, status: before?.status })
    expect(await since(start)).toEqual([
      {
        actor: 'user:a',
        action: 'commitment.retitled',
        subject: 'SF-11',
        item: 'SF-11',
        data,
        before: { titleZh: before?.titleZh, titleEn: before?.titleEn },
        reason,
      },
    ])
    const searched = async (q: string) =>
      (await listCommitments(database.db, aFilter({ q }), TODAY)).map(({ ref }) => ref)
    expect(await searched('<script>ai')).toEqual(['SF-11'])
    expect(await searched(before?.titleEn ?? '')).not.toContain('SF-11')
    expect(await searched(before?.quotes[0]?.text.slice(0, 20) ?? '')).toContain('SF-11')
  })

  test('from an older version is refused with what stands now; to the same writes nothing', async () => {
    const now = await found('SF-11')
    const before = await rows()
    const stale = { ref: 'SF-11', version: (now?.version ?? 0) - 1, ...titles, titleEn: 'Other' }
    const refusal = await refusalOf(retitle(database.db, stale, by('b'), TODAY))
    expect(refusal).toMatchObject({
      code: 'CONFLICT',
      key: 'staleVersion',
      current: { titleZh: now?.titleZh, titleEn: now?.titleEn, version: now?.version },
    })
    const same = { ref: 'SF-11', version: now?.version ?? 0, ...titles }
    await retitle(database.db, same, { ...by('b'), submission: null }, TODAY)
    expect(await rows()).toEqual(before)
  })
})

describe('withdrawing a commitment', () => {
  const ref = 'SF-09'
  const reason = 'Entered under two numbers.'

  test('takes it out of every list and count, and keeps its own page', async () => {
    const before = await found(ref)
    const whole = aFilter()
    const counts = async () => ({
      commitments: await counted(),
      months: (await countFollowUpsByMonth(database.db, whole, TODAY)).reduce((sum, { count }) => sum + count, 0),
      sources: (await countSourcesByTier(database.db, whole, TODAY)).reduce((sum, tier) => sum + tier.followUps, 0),
    })
    const were = await counts()
    const start = await head()
    const stale = { ref, version: (before?.version ?? 0) + 1, reason }
    expect(await refusalOf(withdrawCommitment(database.db, stale, by('a'), TODAY))).toMatchObject({ code: 'CONFLICT' })
    const author = by('a')
    const send = () => withdrawCommitment(database.db, { ref, version: before?.version ?? 0, reason }, author, TODAY)
    expect(await resultOf(send())).toEqual(await resultOf(send()))

    expect(await since(start)).toEqual([
      {
        actor: 'user:a',
        action: 'commitment.withdrawn',
        subject: ref,
        item: ref,
        data: null,
        before: { titleZh: before?.titleZh, titleEn: before?.titleEn },
        reason,
      },
    ])
    const are = await counts()
    expect(are.commitments).toBe(were.commitments - 1)
    expect(are.months).toBe(were.months - (before?.followUpList.length ?? 0))
    expect(are.sources).toBeLessThan(were.sources)
    const listed = [
      await listCommitments(database.db, aFilter({ pageSize: 500 }), TODAY),
      await listCommitments(database.db, aFilter({ pageSize: 500, asOf: '2024-07-18' }), TODAY),
      await listMarks(database.db, DOCUMENT, whole, TODAY),
      await listLatestFollowUps(database.db, TODAY, 500),
      await listStatusChanges(database.db, TODAY, 500),
    ]
    for (const list of listed) {
      expect(list.length).toBeGreaterThan(0)
      expect(list.map((one) => one.ref)).not.toContain(ref)
    }
    expect(await findNeighbours(database.db, ref, whole, TODAY)).toEqual({ previous: null, next: null })
    expect(await findNeighbours(database.db, 'SF-08', whole, TODAY)).toMatchObject({ next: 'SF-10' })
    expect(await found(ref)).toBeNull()
    const kept = await findCommitment(database.db, ref, TODAY, { withdrawn: true })
    expect(kept).toMatchObject({
      withdrawn: { reason, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
      quotes: before?.quotes,
      followUpList: before?.followUpList,
      assessments: before?.assessments,
    })
  })

  test('leaves nothing of it to be changed, and its ref taken', async () => {
    const kept = await findCommitment(database.db, ref, TODAY, { withdrawn: true })
    const version = kept?.version ?? 0
    const before = await rows()
    const writes = [
      withdrawCommitment(database.db, { ref, version, reason }, by('a'), TODAY),
      retitle(database.db, { ref, version, titleZh: 'x', titleEn: 'x', reason }, by('a'), TODAY),
      changePlan(database.db, { ref, base: NO_PLAN, yours: { ...NO_PLAN, workingNotes: 'x' } }, by('a'), TODAY),
      markReviewed(database.db, { ref, reviewedOn: TODAY }, by('a'), TODAY),
      recordAssessment(
        database.db,
        {
          ref,
          version,
          status: null,
          condition: 'ACTIVE',
          progress: null,
          confidence: undefined,
          effectiveOn: TODAY,
          rationaleZh: null,
          rationaleEn: 'None.',
          supersedesId: null,
          supersededBy: null,
          reason: null,
          evidence: [],
          newEvidence: [],
        },
        by('a'),
        TODAY,
      ),
    ]
    for (const refused of await Promise.all(writes.map(refusalOf)))
      expect(refused).toMatchObject({ code: 'INVALID', key: 'commitmentWithdrawn' })
    expect(await rows()).toEqual(before)
    expect(await refusalOf(createCommitment(database.db, await aCommitment({ ref }), by('a')))).toMatchObject({
      key: 'refTaken',
    })
  })
})

test('the chain holds after all of it', async () => {
  expect(await firstBreak(await listChanges(database.db))).toBeNull()
})
