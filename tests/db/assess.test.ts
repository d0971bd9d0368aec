import { describe, expect, test } from 'vitest'
import { listAssessments } from '@/lib/db/assessments/read'
import { type NewAssessment, recordAssessment } from '@/lib/db/assessments/write'
import type { FollowUpDraft } from '@/lib/follow-up'
import { aFollowUp, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { by, refusalOf, resultOf, watching } from '@/tests/support/writing'

const database = ownDatabase({ seeded: true })

const { standing, head, since, rows } = watching(database)
const idOf = async (ref: string) => (await database.db.commitment.findUniqueOrThrow({ where: { ref } })).id

/** A judgement that is sound for a mechanism with a follow-up. */
async function aJudgement(ref: string, parts: Partial<NewAssessment> = {}): Promise<NewAssessment> {
  const { version, followUpList } = await standing(ref)
  const evidence = followUpList.filter(({ relation }) => relation === 'DIRECT').map(({ key }) => key)
  return {
    ref,
    version,
    status: 'UNDERWAY',
    condition: 'ACTIVE',
    progress: 55,
    confidence: undefined,
    effectiveOn: '2026-01-05',
    rationaleZh: '双方又举行了一次会议。',
    rationaleEn: null,
    supersedesId: null,
    supersededBy: null,
    reason: null,
    evidence,
    newEvidence: [],
    ...parts,
  }
}
const aNewFollowUp = (parts: Partial<FollowUpDraft> = {}): FollowUpDraft => {
  const { key: _, ...draft } = aFollowUp({ occurredOn: '2026-01-05', summaryZh: null, ...parts })
  return draft
}

describe('recording an assessment', () => {
  test('moves the headline, the version and the record, once each', async () => {
    const before = await standing('SF-04')
    const start = await head()
    const recorded = await resultOf(recordAssessment(database.db, await aJudgement('SF-04'), by('a'), TODAY))
    const after = await standing('SF-04')
    expect(recorded).toMatchObject({ ref: 'SF-04', version: before.version + 1, followUps: [] })
    expect(after).toMatchObject({
      status: 'UNDERWAY',
      progress: 55,
      assessedOn: '2026-01-05',
      version: recorded.version,
    })
    const { status, condition, progress, confidence } = before
    expect(await since(start)).toEqual([
      expect.objectContaining({
        actor: 'user:a',
        action: 'assessment.recorded',
        subject: 'SF-04',
        item: 'SF-04',
        before: { status, condition, progress, confidence },
        data: expect.objectContaining({ status: 'UNDERWAY', effectiveOn: '2026-01-05', recordedBy: 'user:a' }),
      }),
    ])
  })

  test('with new evidence enters that too, under a key of its own, and counts it for the confidence', async () => {
    const start = await head()
    const judgement = await aJudgement('SF-06', {
      newEvidence: [aNewFollowUp(), aNewFollowUp({ summaryEn: 'A second meeting took place.' })],
    })
    const recorded = await resultOf(recordAssessment(database.db, judgement, by('a'), TODAY))
    expect(recorded.followUps).toEqual(['sf-06-2026-01-05', 'sf-06-2026-01-05-2'])
    const after = await standing('SF-06')
    expect(after).toMatchObject({ lastFollowUpOn: '2026-01-05', confidence: 'HIGH' })
    expect(after.assessments.at(-1)?.evidence).toEqual(expect.arrayContaining(recorded.followUps))
    expect((await since(start)).map(({ action, subject, item }) => `${action} ${subject} ${item}`)).toEqual([
      'followUp.recorded sf-06-2026-01-05 SF-06',
      'followUp.recorded sf-06-2026-01-05-2 SF-06',
      'assessment.recorded SF-06 SF-06',
    ])
  })

  test('from an older version is refused with what stands now, and nothing is written', async () => {
    const judgement = await aJudgement('SF-05')
    await recordAssessment(database.db, judgement, by('a'), TODAY)
    const before = await rows()
    const refusal = await refusalOf(recordAssessment(database.db, { ...judgement, progress: 41 }, by('b'), TODAY))
    expect(refusal).toMatchObject({ code: 'CONFLICT', key: 'staleVersion' })
    expect(refusal.current).toMatchObject({ status: 'UNDERWAY', progress: 55, version: judgement.version + 1 })
    expect(await rows()).toEqual(before)
  })

  test.each<[string, string, string, Partial<NewAssessment>]>([
    ['a day in the future', 'effectiveOutsideLife', 'effectiveOn', { effectiveOn: '2026-11-23' }],
    ['a day before the agreement', 'effectiveOutsideLife', 'effectiveOn', { effectiveOn: '2023-11-14' }],
    ['progress outside its band', 'progressOutsideBand', 'progress', { progress: 39 }],
    [
      'a status that the type does not have',
      'declaratoryMismatch',
      'status',
      { status: 'DECLARATORY', progress: null },
    ],
    ['no evidence', 'evidenceMissing', 'evidence', { evidence: [] }],
    ['evidence of another commitment', 'evidenceNotDirect', 'evidence', { evidence: ['made-up'] }],
    ['no rationale', 'rationaleMissing', 'rationale', { rationaleZh: null }],
    ['another confidence without a reason', 'overrideWithoutReason', 'reason', { confidence: 'LOW' }],
    ['a correction of nothing', 'nothingToCorrect', 'supersedesId', { supersedesId: 1, reason: 'It was wrong.' }],
    ['nothing that replaced it', 'supersededByNothing', 'supersededBy', { condition: 'SUPERSEDED' }],
    [
      'new evidence in the future',
      'dayOutside',
      'newEvidence.0.occurredOn',
      { newEvidence: [aNewFollowUp({ occurredOn: '2026-11-23' })] },
    ],
    [
      'new evidence that ends before it begins',
      'daysOutOfOrder',
      'newEvidence.0.endedOn',
      { newEvidence: [aNewFollowUp({ endedOn: '2026-01-04' })] },
    ],
    [
      'new evidence in no language',
      'summaryMissing',
      'newEvidence.0.summaryEn',
      { newEvidence: [aNewFollowUp({ summaryEn: null })] },
    ],
    [
      'new evidence reported by nobody',
      'notReadable',
      'newEvidence.0.reportedBy',
      { newEvidence: [aNewFollowUp({ reportedBy: 'XX' })] },
    ],
  ])('with %s is refused, and nothing is written', async (_, key, field, parts) => {
    const before = await rows()
    const judgement = await aJudgement('SF-03', parts)
    expect(await refusalOf(recordAssessment(database.db, judgement, by('a'), TODAY))).toMatchObject({
      code: 'INVALID',
      key,
      field,
    })
    expect(await rows()).toEqual(before)
  })

  test('with another confidence and a reason is kept as it was chosen', async () => {
    const judgement = await aJudgement('SF-03', { confidence: 'LOW', reason: 'Both sources go back to one report.' })
    await recordAssessment(database.db, judgement, by('a'), TODAY)
    expect(await standing('SF-03')).toMatchObject({ confidence: 'LOW' })
  })

  test('corrects an earlier one once', async () => {
    const ref = 'SF-07'
    const first = await resultOf(recordAssessment(database.db, await aJudgement(ref), by('a'), TODAY))
    const correction = {
      supersedesId: first.assessment,
      reason: 'The meeting was a day earlier.',
      effectiveOn: '2026-01-04',
    }
    await recordAssessment(database.db, await aJudgement(ref, correction), by('b'), TODAY)
    expect(await standing(ref)).toMatchObject({ assessedOn: '2026-01-04' })
    const again = await refusalOf(recordAssessment(database.db, await aJudgement(ref, correction), by('a'), TODAY))
    expect(again).toMatchObject({ code: 'CONFLICT', key: 'alreadyCorrected' })
  })

  test('sent twice, at once or later, is recorded once and answered alike', async () => {
    const judgement = await aJudgement('SF-08', { newEvidence: [aNewFollowUp()] })
    const author = by('a')
    const send = () => resultOf(recordAssessment(database.db, judgement, author, TODAY))
    const before = await listAssessments(database.db, await idOf('SF-08'))
    const answers = [...(await Promise.all([send(), send(), send()])), await send()]
    expect(new Set(answers.map((answer) => JSON.stringify(Object.entries(answer).sort()))).size).toBe(1)
    expect(await listAssessments(database.db, await idOf('SF-08'))).toHaveLength(before.length + 1)
    const stolen = await refusalOf(recordAssessment(database.db, judgement, { ...author, actor: 'user:b' }, TODAY))
    expect(stolen).toMatchObject({ code: 'CONFLICT', key: 'submissionTaken' })
  })

  test('that fails after its last write leaves neither rows nor changes', async () => {
    const before = await rows()
    await database.sql(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'fault'; END $$;
      CREATE TRIGGER fault AFTER INSERT ON "Change" FOR EACH ROW EXECUTE FUNCTION fail()`)
    try {
      const judgement = await aJudgement('SF-09', { newEvidence: [aNewFollowUp()] })
      await expect(recordAssessment(database.db, judgement, by('a'), TODAY)).rejects.toThrow('fault')
    } finally {
      await database.sql('DROP TRIGGER fault ON "Change"; DROP FUNCTION fail()')
    }
    expect(await rows()).toEqual(before)
  })
})
