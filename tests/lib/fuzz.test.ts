import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { FORMS } from '@/drills/fuzz/forms'
import { PARAMETERS as FUZZED } from '@/drills/fuzz/requests'
import { NO_CHANGE_FILTER } from '@/lib/change/filter'
import { assessmentEntry } from '@/lib/entry/assessment'
import { newCommitmentEntry, retitleEntry, withdrawEntry } from '@/lib/entry/commitment'
import { followUpCorrection, followUpWithdrawal, newFollowUpEntry } from '@/lib/entry/follow-up'
import { planEntry, reviewEntry } from '@/lib/entry/plan'
import { PARAMETERS } from '@/lib/filter'
import { fieldsOf } from '@/lib/form'

const SCHEMAS: Record<string, z.ZodType> = {
  assess: assessmentEntry,
  addFollowUp: newFollowUpEntry,
  correctFollowUp: followUpCorrection,
  withdrawFollowUp: followUpWithdrawal,
  changePlan: planEntry,
  markReviewed: reviewEntry,
  addCommitment: newCommitmentEntry,
  retitleCommitment: retitleEntry,
  withdrawCommitment: withdrawEntry,
}

function formOf(name: string): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(FORMS[name]?.fields ?? {}))
    for (const one of [value].flat()) form.append(field, one)
  return form
}

describe('what is fuzzed', () => {
  test('has every parameter of the two filters', () => {
    expect(Object.keys(FUZZED)).toEqual(expect.arrayContaining([...PARAMETERS, ...Object.keys(NO_CHANGE_FILTER)]))
  })

  test.each(Object.entries(SCHEMAS))('is a good form of %s to begin with', (name, schema) => {
    const fields = fieldsOf(formOf(name))
    expect(schema.safeParse(fields).error?.issues).toBeUndefined()
  })

  test.each(Object.entries(SCHEMAS))('has every field of %s', (name, schema) => {
    const object = 'in' in schema ? (schema.in as z.ZodObject) : (schema as z.ZodObject)
    expect(Object.keys(fieldsOf(formOf(name))).sort()).toEqual(Object.keys(object.shape).sort())
  })
})
