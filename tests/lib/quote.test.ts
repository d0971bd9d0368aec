import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFreeRef, refAfter } from '@/lib/commitment'
import { newCommitmentEntry, retitleEntry, withdrawEntry } from '@/lib/entry/commitment'
import { problemsIn } from '@/lib/entry/problems'
import { fieldsOf } from '@/lib/form'
import { parseAgreement } from '@/lib/import'
import { occurrenceAt, partingOf, placesOf } from '@/lib/quote'
import { aCommitmentFile, anAgreement, TODAY } from '@/tests/support/build'

describe('where words stand in a text', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '双', '😀', '\n'), maxLength: 30 })

  test('is every place, and none else', () => {
    fc.assert(
      fc.property(texts, texts, (text, words) => {
        const places = placesOf(text, words)
        for (let at = 0; at <= text.length; at += 1)
          expect(places.includes(at)).toBe(words !== '' && text.startsWith(words, at))
      }),
    )
  })

  test('is shown with what stands around it, to the letter and in whole characters', () => {
    fc.assert(
      fc.property(texts, fc.nat(30), fc.nat(30), (text, from, length) => {
        const points = [...text]
        const start = points.slice(0, from).join('').length
        const end = points.slice(0, from + length).join('').length
        if (end === start) return
        const { before, after } = occurrenceAt(text, { start, end })
        expect(text).toContain(before.replace(/^…/, '') + text.slice(start, end) + after.replace(/…$/, ''))
        expect(before.isWellFormed() && after.isWellFormed()).toBe(true)
      }),
    )
  })

  test('tells up to which letter words agree with it, and how it goes on', () => {
    const text = '会晤于今日举行。\n双方将定期举行磋商，并保持沟通。\n'
    expect(partingOf(text, '双方将定期举行会谈')).toEqual({ agreed: '双方将定期举行', instead: '磋商，并保持沟通。' })
    expect(partingOf(text, '会晤于今日举行。双方')).toEqual({
      agreed: '会晤于今日举行。',
      instead: '¶双方将定期举行磋商，并保持沟通。',
    })
    expect(partingOf(text, '没有这样的话')).toBeNull()
    expect(partingOf(text, '并保持沟通。此后')).toBeNull()
  })
})

test.each([
  ['SF-29', 'SF-30'],
  ['SF-09', 'SF-10'],
  ['SF-99', 'SF-100'],
  ['X', 'X-2'],
  ['A.1', 'A.2'],
  ['A99999999999999999999', 'A100000000000000000000'],
])('after %s comes %s', (ref, next) => {
  expect(refAfter(ref)).toBe(next)
})

test('no commitment takes the address of another page, by hand or by import', () => {
  for (const ref of ['new', 'New', 'NEW']) {
    expect(isFreeRef(ref)).toBe(false)
    const files = anAgreement({ commitments: [aCommitmentFile({ ref, slug: 'x' })], followUps: [] })
    expect(() => parseAgreement(files, TODAY)).toThrow()
  }
  expect(isFreeRef('new-1')).toBe(true)
})

describe('what an administrator types', () => {
  const FORMS = {
    new: {
      schema: newCommitmentEntry,
      right: {
        agreement: 'test-2023',
        domain: 'dialogue',
        ref: 'T-02',
        type: 'MECHANISM',
        titleZh: '磋商',
        titleEn: 'Talks',
        'quotes.0.document': 'test-text',
        'quotes.0.text': '双方将定期举行磋商',
      },
    },
    retitle: {
      schema: retitleEntry,
      right: { ref: 'T-01', version: '1', titleZh: '磋商', titleEn: 'Talks', reason: 'Shorter.' },
    },
    withdraw: { schema: withdrawEntry, right: { ref: 'T-01', version: '1', reason: 'Entered twice.' } },
  } as const
  type Name = keyof typeof FORMS
  const fields = (form: Name, parts: Record<string, string> = {}) => {
    const data = new FormData()
    for (const [name, value] of Object.entries({ ...FORMS[form].right, ...parts })) data.set(name, value)
    return fieldsOf(data)
  }
  const problems = (form: Name, typed: unknown) => {
    const read = FORMS[form].schema.safeParse(typed)
    return read.success ? [] : problemsIn(read.error, typed, 'en').map(({ field, message }) => `${field}: ${message}`)
  }

  test.each(Object.keys(FORMS) as Name[])('is read where it is right: %s', (form) => {
    expect(problems(form, fields(form))).toEqual([])
  })

  test.each<[Name, string, string, string]>([
    ['new', 'ref', 'new', 'ref: This reference is the address of another page'],
    ['new', 'ref', '../x', 'ref: Use letters without accents'],
    ['new', 'ref', '条目', 'ref: Use letters without accents'],
    ['new', 'ref', 'x'.repeat(65), 'ref: Write at most 64 characters.'],
    ['new', 'ref', '', 'ref: This is needed.'],
    ['new', 'type', 'WISH', 'type: This cannot be read'],
    ['new', 'titleZh', ' ', 'titleZh: This is needed.'],
    ['new', 'titleEn', 'x'.repeat(301), 'titleEn: Write at most 300 characters.'],
    ['new', 'domain', 'Dialogue!', 'domain: This cannot be read'],
    ['new', 'quotes.0.text', '  ', 'quotes.0.text: This is needed.'],
    ['new', 'quotes.0.text', 'x'.repeat(100_000), 'quotes.0.text: Write at most 4000 characters.'],
    ['new', 'quotes.0.start', '-1', 'quotes.0.start: This cannot be read'],
    ['new', 'quotes.0.id', '1', 'quotes.0: This form has no field “id”.'],
    ['new', 'id', '1', 'null: This form has no field “id”.'],
    ['new', 'version', '1', 'null: This form has no field “version”.'],
    ['new', 'status', 'FULFILLED', 'null: This form has no field “status”.'],
    ['retitle', 'reason', 'x', 'reason: Write at least 3 characters.'],
    ['retitle', 'reason', 'x'.repeat(100_000), 'reason: Write at most 1000 characters.'],
    ['retitle', 'version', '-1', 'version: This cannot be read'],
    ['retitle', 'id', '1', 'null: This form has no field “id”.'],
    ['withdraw', 'reason', 'x', 'reason: Write at least 3 characters.'],
    ['withdraw', 'reason', '', 'reason: '],
    ['withdraw', 'withdrawnAt', '2020-01-01', 'null: This form has no field “withdrawnAt”.'],
  ])('is refused in “%s” with %s = %j', (form, name, value, message) => {
    expect(problems(form, fields(form, { [name]: value })).join('\n')).toContain(message)
  })

  test.each(Object.keys(FORMS) as Name[])('is refused with a role or a prototype: %s', (form) => {
    expect(problems(form, fields(form, { role: 'ADMIN' }))).toEqual(['null: This form has no field “role”.'])
    expect(problems(form, fields(form, { '__proto__.role': 'ADMIN' }))).toEqual([
      'null: This form has no field “__proto__”.',
    ])
  })

  test('is refused without a quote', () => {
    const { quotes: _, ...without } = fields('new')
    expect(problems('new', without)).toEqual(['quotes: This is needed.'])
    expect(problems('new', { ...without, quotes: [] })).toEqual([
      'quotes: Quote the words of a document, at least once.',
    ])
  })

  test.each([
    ['RTL override', 'Talks \u202e again'],
    ['NUL', 'Talks \u0000 again'],
    ['lone surrogate', 'Talks \ud800 again'],
  ])('is refused in every field with %s', (_, text) => {
    for (const form of Object.keys(FORMS) as Name[])
      for (const name of Object.keys(FORMS[form].right)) {
        // React sends texts as they are; a FormData of Node would make a lone surrogate whole.
        const typed = JSON.parse(JSON.stringify(fields(form))) as Record<string, unknown>
        if (name.startsWith('quotes.')) {
          const [quote] = typed.quotes as Record<string, string>[]
          if (quote) quote[name.slice('quotes.0.'.length)] = text
        } else typed[name] = text
        expect(problems(form, typed)[0], name).toMatch(new RegExp(`^${name.replaceAll('.', '\\.')}: `))
      }
  })

  test('keeps HTML and emoji as they were typed', () => {
    const titles = { titleZh: '<b>磋商</b> 👩🏽‍💻', titleEn: '<script>alert(1)</script> & "Talks"' }
    expect(newCommitmentEntry.parse(fields('new', titles))).toMatchObject(titles)
    expect(retitleEntry.parse(fields('retitle', { ...titles, reason: '<i>why</i>' }))).toMatchObject(titles)
  })
})
