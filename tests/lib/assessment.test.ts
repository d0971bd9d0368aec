import { describe, expect, test } from 'vitest'
import { type AssessedCommitment, type AssessmentDraft, headlineOn, refuseUnsound } from '@/lib/assessment'
import { AppError } from '@/lib/error'
import type { Judgement } from '@/lib/status'
import { aDraft, anAssessment, SUMMIT, TODAY } from '@/tests/support/build'

describe('the headline on a day', () => {
  const agreed = anAssessment({ id: 1, effectiveOn: SUMMIT, recordedAt: '2024-02-01T00:00:00.000Z' })
  const begun = anAssessment({ id: 2, effectiveOn: '2024-01-18', recordedAt: '2024-02-01T00:00:00.000Z' })
  const found = anAssessment({ id: 3, effectiveOn: '2024-01-01', recordedAt: '2024-05-01T00:00:00.000Z' })
  const again = anAssessment({ id: 4, effectiveOn: '2024-01-18', recordedAt: '2024-06-01T00:00:00.000Z' })
  const moved = anAssessment({
    id: 5,
    effectiveOn: '2024-03-01',
    recordedAt: '2024-07-01T00:00:00.000Z',
    supersedesId: 2,
  })
  const recovered = anAssessment({
    id: 6,
    effectiveOn: SUMMIT,
    recordedAt: '2024-08-01T00:00:00.000Z',
    supersedesId: 5,
  })

  test.each<[string, ReturnType<typeof anAssessment>[], string, string | undefined, number | null]>([
    ['is nothing before the first', [agreed], '2023-11-14', undefined, null],
    ['is nothing without assessments', [], TODAY, undefined, null],
    ['begins on the very day', [agreed], SUMMIT, undefined, 1],
    ['is the latest in effect', [agreed, begun], '2024-06-01', undefined, 2],
    ['is not one that comes later', [agreed, begun], '2024-01-17', undefined, 1],
    ['goes by the day in the world, not by the recording', [agreed, begun, found], '2024-06-01', undefined, 2],
    ['lets what was found later hold in between', [agreed, begun, found], '2024-01-10', undefined, 3],
    ['goes to the later sequence number on one day', [again, agreed, begun], '2024-01-18', undefined, 4],
    ['leaves out what was superseded', [agreed, begun, moved], '2024-02-01', undefined, 1],
    ['takes the correction from its own day', [agreed, begun, moved], '2024-03-01', undefined, 5],
    ['leaves out a correction that was itself corrected', [agreed, begun, moved, recovered], TODAY, undefined, 6],
    ['does not know what was recorded later', [agreed, begun, found], '2024-01-10', '2024-04-30T00:00:00.000Z', 1],
    ['knows what was recorded at that instant', [agreed, begun, found], '2024-01-10', '2024-05-01T00:00:00.000Z', 3],
    ['still has what was corrected later', [agreed, begun, moved], '2024-06-01', '2024-06-30T00:00:00.000Z', 2],
    ['is nothing before anything was known', [agreed], TODAY, '2024-01-01T00:00:00.000Z', null],
  ])('%s', (_, assessments, day, knownAt, id) => expect(headlineOn(assessments, day, knownAt)?.id ?? null).toBe(id))

  test('does not depend on the order in which assessments are listed', () => {
    const all = [agreed, begun, found, again, moved]
    for (const day of [SUMMIT, '2024-01-10', '2024-01-18', '2024-03-01'])
      expect(headlineOn([...all].reverse(), day)).toEqual(headlineOn(all, day))
  })
})

describe('an assessment', () => {
  const commitment = (parts: Partial<AssessedCommitment> = {}): AssessedCommitment => ({
    ref: 'T-01',
    type: 'MECHANISM',
    delivered: false,
    concludedOn: SUMMIT,
    direct: new Set(['first-meeting']),
    ...parts,
  })
  const refusal = (draft: Partial<AssessmentDraft>, of: Partial<AssessedCommitment>, before: Judgement | null) => {
    try {
      refuseUnsound(aDraft(draft), commitment(of), before, TODAY)
      return null
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      expect(error.values.ref).toBe('T-01')
      return `${error.code} ${error.key}`
    }
  }
  const begun: Partial<AssessmentDraft> = { status: 'UNDERWAY', progress: 60, evidence: ['first-meeting'] }
  const before: Judgement = { status: 'UNDERWAY', condition: 'ACTIVE', progress: 60, confidence: 'LOW' }
  const silent = { rationaleZh: null, rationaleEn: null }

  test.each<[string, Partial<AssessmentDraft>, Partial<AssessedCommitment>, Judgement | null, string | null]>([
    ['with rationale and evidence is accepted', begun, {}, null, null],
    ['that is agreed needs no evidence', {}, {}, null, null],
    ['without a public record needs no evidence', { status: 'NO_RECORD', progress: null }, {}, before, null],
    ['back to none needs no evidence', { status: null, progress: null }, {}, before, null],
    ['of a principle needs no evidence', { status: 'DECLARATORY', progress: null }, { type: 'PRINCIPLE' }, null, null],
    [
      'of what the summit delivered needs no evidence',
      { status: 'FULFILLED', condition: 'CONCLUDED', progress: 100 },
      { delivered: true },
      null,
      null,
    ],
    ['needs evidence', { ...begun, evidence: [] }, {}, null, 'INVALID evidenceMissing'],
    [
      'needs evidence for another condition',
      { condition: 'SUSPENDED' },
      {},
      { ...before, status: 'AGREED', progress: 0 },
      'INVALID evidenceMissing',
    ],
    ['needs a rationale', { ...begun, ...silent }, {}, null, 'INVALID rationaleMissing'],
    ['needs a rationale in one language only', { ...begun, rationaleZh: '理由', rationaleEn: null }, {}, null, null],
    [
      'that changes neither status nor condition needs neither',
      { ...begun, ...silent, evidence: [], progress: 70 },
      {},
      before,
      null,
    ],
    ['cannot rest on background', { ...begun, evidence: ['context'] }, {}, null, 'INVALID evidenceNotDirect'],
    ['cannot precede the agreement', { effectiveOn: '2023-11-14' }, {}, null, 'INVALID effectiveOutsideLife'],
    ['cannot lie in the future', { effectiveOn: '2026-11-23' }, {}, null, 'INVALID effectiveOutsideLife'],
    ['may take effect today', { effectiveOn: TODAY }, {}, null, null],
    ['that corrects needs a reason', { supersedesId: 1 }, {}, null, 'INVALID correctionWithoutReason'],
    ['that corrects with a reason is accepted', { supersedesId: 1, reason: 'Wrong day.' }, {}, null, null],
    ['cannot contradict itself', { ...begun, progress: 10 }, {}, null, 'INVALID progressOutsideBand'],
    ['cannot be superseded by nothing', { ...begun, condition: 'SUPERSEDED' }, {}, null, 'INVALID supersededByNothing'],
  ])('%s', (_, draft, of, last, expected) => expect(refusal(draft, of, last)).toBe(expected))
})
