import { expect, test } from 'vitest'
import { correctionOf, progressAfter, typedJudgement } from '@/lib/typed-assessment'
import { anAssessment } from '@/tests/support/build'

test.each([
  ['UNDERWAY', '55', '55'],
  ['UNDERWAY', '10', ''],
  ['UNDERWAY', '', ''],
  ['FULFILLED', '55', '100'],
  ['AGREED', '', '0'],
  ['NO_RECORD', '55', ''],
] as const)('once %s is chosen, a progress of "%s" becomes "%s"', (status, before, after) => {
  expect(progressAfter(status, before)).toBe(after)
})

test('a judgement without status, progress or confidence has something in every field', () => {
  const nothing = { status: null, condition: 'ACTIVE', progress: null, confidence: null } as const
  expect(typedJudgement(nothing)).toEqual({
    status: 'UNASSESSED',
    condition: 'ACTIVE',
    progress: '',
    confidence: 'NONE',
  })
})

test('a correction begins as what it corrects, with the confidence that the rule sees', () => {
  const corrected = anAssessment({ id: 7, progress: 0, confidence: 'LOW', rationaleZh: null })
  expect(correctionOf(corrected)).toMatchObject({
    supersedesId: '7',
    progress: '0',
    confidence: 'SUGGESTED',
    rationaleZh: '',
    effectiveOn: corrected.effectiveOn,
  })
})
