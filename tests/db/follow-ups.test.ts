import { describe, expect, test } from 'vitest'
import type { Assessment } from '@/lib/assessment'
import { recordAssessment } from '@/lib/db/assessments/write'
import { listLatestFollowUps } from '@/lib/db/follow-ups/read'
import { correctFollowUp, recordFollowUp, withdrawFollowUp } from '@/lib/db/follow-ups/write'
import { undo } from '@/lib/db/undo'
import { citationsOf } from '@/lib/evidence'
import { contentOf, type FollowUpDraft, isDirect } from '@/lib/follow-up'
import { aFollowUp, aSource, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { by, refusalOf, resultOf, watching } from '@/tests/support/writing'

const database = ownDatabase({ seeded: true })
const { standing, head, since, rows } = watching(database)

const aNew = (parts: Partial<FollowUpDraft> = {}): FollowUpDraft =>
  contentOf(aFollowUp({ occurredOn: '2026-01-05', ...parts }))

async function add(ref: string, parts: Partial<FollowUpDraft> = {}, author = by('a')) {
  const { version } = await standing(ref)
  return resultOf(recordFollowUp(database.db, { ref, version, draft: aNew(parts) }, author, TODAY))
}
async function correct(ref: string, key: string, corrected: Partial<FollowUpDraft>, author = by('a')) {
  const { version } = await standing(ref)
  const edit = { ref, version, key, reason: 'It was misread.', corrected }
  return resultOf(correctFollowUp(database.db, edit, author, TODAY))
}
async function withdraw(ref: string, key: string, author = by('a')) {
  const { version } = await standing(ref)
  const edit = { ref, version, key, reason: 'It was another matter.' }
  return resultOf(withdrawFollowUp(database.db, edit, author, TODAY))
}
const find = async (ref: string, key: string) =>
  (await standing(ref)).followUpList.find((followUp) => followUp.key === key) ?? null
const versionsOf = async (ref: string, key: string) =>
  (await standing(ref)).followUpVersions.filter((version) => version.key === key)
/** The columns of the table that follow-ups make. */
const counted = async (ref: string) => {
  const { followUps, lastFollowUpOn, nextStep } = await standing(ref)
  return { followUps, lastFollowUpOn, nextStep }
}

describe('adding a follow-up', () => {
  test('moves the counts, the version, the latest and the record, once each, and no status', async () => {
    const [before, start] = [await standing('SF-04'), await head()]
    const made = await add('SF-04', { sources: [aSource(), aSource({ url: 'https://example.org/2', tier: 'PRESS' })] })
    expect(made).toEqual({ ref: 'SF-04', key: 'sf-04-2026-01-05', version: before.version + 1 })
    const after = await standing('SF-04')
    const { status, condition, progress, confidence, assessedOn } = before
    expect(after).toMatchObject({ status, condition, progress, confidence, assessedOn, version: made.version })
    expect(await counted('SF-04')).toMatchObject({ followUps: before.followUps + 1, lastFollowUpOn: '2026-01-05' })
    const entered = await find('SF-04', made.key)
    expect(entered?.sources.map(({ url }) => url)).toEqual(['https://example.org/readout', 'https://example.org/2'])
    expect((await listLatestFollowUps(database.db, TODAY, 1))[0]).toMatchObject({ key: made.key, ref: 'SF-04' })
    expect(await since(start)).toEqual([
      { actor: 'user:a', action: 'followUp.recorded', subject: made.key, item: 'SF-04', data: entered },
    ])
  })

  test('that is background counts for nothing', async () => {
    const before = await counted('SF-05')
    await add('SF-05', { relation: 'CONTEXT' })
    expect(await counted('SF-05')).toEqual(before)
  })

  test('from an older version is refused with what stands now, and nothing is written', async () => {
    const { version } = await standing('SF-05')
    const { key } = await add('SF-05')
    const before = await rows()
    const late = recordFollowUp(database.db, { ref: 'SF-05', version, draft: aNew() }, by('b'), TODAY)
    const refusal = await refusalOf(late)
    expect(refusal).toMatchObject({ code: 'CONFLICT', key: 'staleVersion', current: { version: version + 1 } })
    expect((refusal.current as { followUps: { key: string }[] }).followUps.map((one) => one.key)).toContain(key)
    expect(await rows()).toEqual(before)
  })
})

describe('correcting a follow-up', () => {
  test('puts a version in the place of the one before, which stays on record', async () => {
    const ref = 'SF-06'
    const before = (await standing(ref)).followUpList[0]
    if (!before) throw new Error('no follow-up')
    const start = await head()
    const moved = await correct(ref, before.key, { occurredOn: '2026-02-03', endedOn: null })
    const after = await find(ref, before.key)
    expect(after).toEqual({ ...before, occurredOn: '2026-02-03', endedOn: null })
    expect(await counted(ref)).toMatchObject({ lastFollowUpOn: '2026-02-03' })
    expect(await versionsOf(ref, before.key)).toMatchObject([
      { ...after, version: 2, reason: 'It was misread.', withdrawnAt: null },
      { ...before, version: 1, reason: null, withdrawnAt: null },
    ])
    expect(await since(start)).toEqual([
      {
        actor: 'user:a',
        action: 'followUp.corrected',
        subject: before.key,
        item: ref,
        data: after,
        before,
        reason: 'It was misread.',
      },
    ])
    expect(moved.key).toBe(before.key)
  })

  test('leaves what it was not told of as it was', async () => {
    const made = await add('SF-10', { datePrecision: 'DERIVED', effectDetail: 'meeting held', noteEn: 'By telephone.' })
    const kept = { datePrecision: 'DERIVED', effectDetail: 'meeting held', noteEn: 'By telephone.' }
    await correct('SF-10', made.key, { reportedBy: 'THIRD' })
    expect(await find('SF-10', made.key)).toMatchObject({ ...kept, reportedBy: 'THIRD' })
  })

  test('of the effect leaves out what was said of the other in particular', async () => {
    const made = await add('SF-10', { effectDetail: 'meeting held' })
    await correct('SF-10', made.key, { effect: 'REPORTED' })
    expect(await find('SF-10', made.key)).toMatchObject({ effect: 'REPORTED', effectDetail: null })
  })

  test('in which nothing differs is refused', async () => {
    const made = await add('SF-10')
    const before = await rows()
    expect(await refusalOf(correct('SF-10', made.key, aNew()))).toMatchObject({
      code: 'INVALID',
      key: 'nothingDiffers',
    })
    expect(await rows()).toEqual(before)
  })

  test('to a later day is not known of on the days before it', async () => {
    const ref = 'SF-13'
    const made = await add(ref, { occurredOn: '2025-03-01' })
    await correct(ref, made.key, { occurredOn: '2026-03-01' })
    const then = await standing(ref, '2025-06-01')
    expect(then.followUpList.map(({ key }) => key)).not.toContain(made.key)
    expect(then.followUpVersions.map(({ version }) => version)).toEqual([2, 1])
    expect((await standing(ref, '2025-01-01')).followUpVersions).toEqual([])
  })
})

describe('withdrawing a follow-up', () => {
  test('takes it out of every count, and keeps it on record with the reason', async () => {
    const ref = 'SF-12'
    const before = await counted(ref)
    const { key } = await add(ref)
    const [stood, start] = [await find(ref, key), await head()]
    await withdraw(ref, key)
    expect(await counted(ref)).toEqual(before)
    expect(await find(ref, key)).toBeNull()
    expect(await versionsOf(ref, key)).toMatchObject([
      { version: 1, withdrawnReason: 'It was another matter.', withdrawnAt: expect.any(String) },
    ])
    expect(await since(start)).toEqual([
      {
        actor: 'user:a',
        action: 'followUp.withdrawn',
        subject: key,
        item: ref,
        data: null,
        before: stood,
        reason: 'It was another matter.',
      },
    ])
  })
})

describe('an assessment', () => {
  /** One that rests on a follow-up of its own alone. */
  async function resting(ref: string) {
    const { key } = await add(ref)
    const { version } = await standing(ref)
    const judgement = {
      ref,
      version,
      status: 'UNDERWAY' as const,
      condition: 'ACTIVE' as const,
      progress: 55,
      confidence: undefined,
      effectiveOn: '2026-01-05',
      rationaleZh: '双方又举行了一次会议。',
      rationaleEn: null,
      supersedesId: null,
      supersededBy: null,
      reason: null,
      evidence: [key],
      newEvidence: [],
    }
    const { assessment } = await resultOf(recordAssessment(database.db, judgement, by('a'), TODAY))
    return { key, judgement, assessment }
  }
  const cited = async (ref: string, id: number) => {
    const item = await standing(ref)
    const assessment = item.assessments.find((one) => one.id === id) as Assessment
    return citationsOf(assessment, item).map(({ followUp, since, isShown }) => ({
      key: followUp.key,
      effect: followUp.effect,
      since,
      isShown,
    }))
  }

  test.each<[string, (ref: string, key: string) => Promise<unknown>, string | null]>([
    ['nothing happened to', async () => {}, null],
    ['was corrected', (ref, key) => correct(ref, key, { effect: 'REPORTED' }), 'CORRECTED'],
    ['was found to be background', (ref, key) => correct(ref, key, { relation: 'CONTEXT' }), 'BACKGROUND'],
    ['was withdrawn', withdraw, 'WITHDRAWN'],
    [
      'was withdrawn and brought back',
      async (ref, key) => {
        const author = by('a')
        await withdraw(ref, key, author)
        await undo(database.db, author.submission ?? '', by('a'), TODAY)
      },
      null,
    ],
  ])('keeps resting on what %s, as it was, and the headline stands', async (_, happen, since) => {
    const ref = 'SF-07'
    const { key, assessment } = await resting(ref)
    const { status, progress, confidence, assessedOn } = await standing(ref)
    await happen(ref, key)
    expect(await cited(ref, assessment)).toEqual([{ key, effect: 'HELD', since, isShown: true }])
    expect(await standing(ref)).toMatchObject({ status, progress, confidence, assessedOn })
  })

  test('made after a correction rests on the version that stands', async () => {
    const ref = 'SF-03'
    const { key, judgement, assessment } = await resting(ref)
    await correct(ref, key, { effect: 'REPORTED' })
    const { version } = await standing(ref)
    const { result: later } = await recordAssessment(
      database.db,
      { ...judgement, version, progress: 60, effectiveOn: '2026-02-01' },
      by('a'),
      TODAY,
    )
    expect(await cited(ref, assessment)).toMatchObject([{ effect: 'HELD', since: 'CORRECTED' }])
    expect(await cited(ref, later.assessment)).toMatchObject([{ effect: 'REPORTED', since: null }])
  })

  test.each<[string, (ref: string, key: string) => Promise<unknown>]>([
    ['withdrawn', withdraw],
    ['background now', (ref, key) => correct(ref, key, { relation: 'ADJACENT' })],
  ])('cannot be made on what is %s, and undoing one brings back what rested on it', async (_, happen) => {
    const ref = 'SF-08'
    const { key, judgement } = await resting(ref)
    const before = await standing(ref)
    await happen(ref, key)
    const { version, followUpList } = await standing(ref)
    const stale = { ...judgement, version, progress: 70 }
    expect(await refusalOf(recordAssessment(database.db, stale, by('a'), TODAY))).toMatchObject({
      key: 'evidenceNotDirect',
    })
    const author = by('a')
    const evidence = followUpList.filter(isDirect).map((followUp) => followUp.key)
    await recordAssessment(database.db, { ...stale, status: 'FULFILLED', progress: 100, evidence }, author, TODAY)
    await undo(database.db, author.submission ?? '', by('a'), TODAY)
    const { status, progress } = before
    expect(await standing(ref)).toMatchObject({ status, progress })
  })
})
