import { describe, expect, test } from 'vitest'
import { assessmentEntry } from '@/lib/entry/assessment'
import { fieldsOf } from '@/lib/form'
import { formOf, problems, unseen } from '@/tests/support/typed'

/** A form that is right. */
const right: [string, string][] = [
  ['ref', 'SF-09'],
  ['version', '3'],
  ['effectiveOn', '2024-07-17'],
  ['status', 'AGREED'],
  ['condition', 'SUSPENDED'],
  ['progress', ''],
  ['confidence', 'SUGGESTED'],
  ['supersedesId', ''],
  ['rationaleZh', ''],
  ['rationaleEn', 'China announced the suspension.'],
  ['evidence[]', 'arms-control-suspended'],
]
const withField = (name: string, value: string | null) => {
  const others = right.filter(([one]) => one !== name)
  return fieldsOf(formOf(...others, ...(value === null ? [] : [[name, value] as [string, string]])))
}
describe('an assessment as typed', () => {
  test('is read', () => {
    expect(assessmentEntry.parse(fieldsOf(formOf(...right)))).toEqual({
      ref: 'SF-09',
      version: 3,
      effectiveOn: '2024-07-17',
      status: 'AGREED',
      condition: 'SUSPENDED',
      progress: null,
      confidence: 'SUGGESTED',
      supersededBy: null,
      supersedesId: null,
      rationaleZh: null,
      rationaleEn: 'China announced the suspension.',
      reason: null,
      evidence: ['arms-control-suspended'],
      newEvidence: [],
    })
  })

  test.each<[string, string, string | null, string]>([
    [
      'a day that does not exist',
      'effectiveOn',
      '2023-02-29',
      'effectiveOn: This is not a day of the calendar; write it as 2024-07-17.',
    ],
    ['no day', 'effectiveOn', '', 'effectiveOn: This is needed.'],
    [
      'a day of another form',
      'effectiveOn',
      '17.7.2024',
      'effectiveOn: This is not a day of the calendar; write it as 2024-07-17.',
    ],
    ['an unknown status', 'status', 'DONE', 'status: This cannot be read; choose one of the values offered.'],
    ['no status', 'status', null, 'status: This is needed.'],
    ['progress in words', 'progress', 'half', 'progress: Write a whole number.'],
    ['progress with a sign', 'progress', '-1', 'progress: Write a whole number.'],
    ['a rationale of one character', 'rationaleEn', 'x', 'rationaleEn: Write at least 10 characters.'],
    [
      'a rationale of 100,000 characters',
      'rationaleEn',
      'x'.repeat(100_000),
      'rationaleEn: Write at most 4000 characters.',
    ],
    ['another ref', 'ref', "SF-09'; --", 'ref: This cannot be read; choose one of the values offered.'],
    ['another version', 'version', '1e3', 'version: This cannot be read; choose one of the values offered.'],
    ['a role', 'role', 'ADMIN', 'null: This form has no field “role”.'],
    ['an id', 'id', '1', 'null: This form has no field “id”.'],
    ['a prototype', '__proto__.role', 'ADMIN', 'null: This form has no field “__proto__”.'],
    ['who recorded it', 'recordedBy', 'user:x', 'null: This form has no field “recordedBy”.'],
  ])('is refused with %s', (_, name, value, message) => {
    expect(problems(withField(name, value))).toContain(message)
  })

  test.each(unseen)('is refused with what cannot be seen: %s', (_, text) => {
    for (const name of ['rationaleZh', 'rationaleEn', 'reason'])
      expect(problems({ ...withField(name, null), [name]: text })[0]).toMatch(/^\w+: There is a character in this text/)
  })

  test('keeps HTML and emoji as they were typed', () => {
    const text = '<b onclick=alert(1)>协商</b> 👩🏽‍💻 & "quoted"'
    expect(assessmentEntry.parse({ ...withField('rationaleEn', null), rationaleEn: text }).rationaleEn).toBe(text)
  })
})
