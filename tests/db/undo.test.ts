import { describe, expect, test } from 'vitest'
import { type NewAssessment, recordAssessment } from '@/lib/db/assessments/write'
import { undo } from '@/lib/db/undo'
import type { FollowUpDraft } from '@/lib/follow-up'
import { aFollowUp, TODAY } from '@/tests/support/build'
import { firstBreak, listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { by, refusalOf, resultOf, watching } from '@/tests/support/writing'

const database = ownDatabase({ seeded: true })

const { standing, head, since } = watching(database)
const _idOf = async (ref: string) => (await database.db.commitment.findUniqueOrThrow({ where: { ref } })).id

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

describe('undoing', () => {
  test('brings back what stood, at the same day, and withdraws what came with it', async () => {
    const ref = 'SF-09'
    const before = await standing(ref)
    const author = by('a')
    const judgement = await aJudgement(ref, { newEvidence: [aNewFollowUp()] })
    await recordAssessment(database.db, judgement, author, TODAY)
    const start = await head()
    await undo(database.db, author.submission ?? '', by('a'), TODAY)
    const after = await standing(ref)
    const { status, condition, progress, confidence, followUps, lastFollowUpOn } = before
    expect(after).toMatchObject({ status, condition, progress, confidence, followUps, lastFollowUpOn })
    expect(after.assessments.at(-1)).toMatchObject({ effectiveOn: '2026-01-05' })
    expect((await since(start)).map(({ action }) => action)).toEqual(['followUp.withdrawn', 'assessment.undone'])
  })

  test('of a correction brings back what it corrected, on its own day', async () => {
    const ref = 'SF-10'
    const first = await resultOf(recordAssessment(database.db, await aJudgement(ref), by('a'), TODAY))
    const author = by('a')
    const correction = {
      supersedesId: first.assessment,
      reason: 'A day earlier.',
      effectiveOn: '2026-01-04',
      progress: 70,
    }
    await recordAssessment(database.db, await aJudgement(ref, correction), author, TODAY)
    await undo(database.db, author.submission ?? '', by('a'), TODAY)
    expect(await standing(ref)).toMatchObject({ progress: 55, assessedOn: '2026-01-05' })
  })

  test.each<[string, (key: string, ref: string) => Promise<unknown>]>([
    ['by somebody else', (key) => undo(database.db, key, by('b'), TODAY)],
    [
      'after another change',
      async (key, ref) => {
        await recordAssessment(database.db, await aJudgement(ref, { progress: 60 }), by('a'), TODAY)
        return undo(database.db, key, by('a'), TODAY)
      },
    ],
    [
      'too late',
      async (key) => {
        await database.sql(`UPDATE "Submission" SET "recordedAt" = now() - interval '31 s' WHERE key = '${key}'`)
        return undo(database.db, key, by('a'), TODAY)
      },
    ],
    ['of nothing', () => undo(database.db, 'never-sent-0123456789', by('a'), TODAY)],
  ])('is refused %s', async (_, undoing) => {
    const ref = 'SF-04'
    const author = by('a')
    await recordAssessment(database.db, await aJudgement(ref), author, TODAY)
    expect(await refusalOf(undoing(author.submission ?? '', ref))).toMatchObject({
      code: 'CONFLICT',
      key: 'undoTooLate',
    })
  })

  test('happens once, however often it is pressed', async () => {
    const ref = 'SF-05'
    const author = by('a')
    await recordAssessment(database.db, await aJudgement(ref), author, TODAY)
    const presses = await Promise.allSettled(
      Array.from({ length: 4 }, () => undo(database.db, author.submission ?? '', by('a'), TODAY)),
    )
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

test('50 writers at once leave one unbroken chain, and each is either recorded or told', async () => {
  const refs = ['SF-02', 'SF-13', 'SF-14', 'SF-15', 'SF-16']
  const start = await head()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, async (_, n) => {
      const judgement = await aJudgement(refs[n % refs.length] ?? '', {
        status: null,
        progress: null,
        evidence: [],
        rationaleEn: `Looked at by writer ${n}.`,
      })
      return recordAssessment(database.db, judgement, by(`w${n}`), TODAY)
    }),
  )
  const recorded = outcomes.filter((outcome) => outcome.status === 'fulfilled')
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'CONFLICT', key: 'staleVersion' })
  expect(recorded.length).toBeGreaterThanOrEqual(refs.length)
  expect(await since(start)).toHaveLength(recorded.length)
  expect(await firstBreak(await listChanges(database.db))).toBeNull()
})
