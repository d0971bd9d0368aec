import { describe, expect, test } from 'vitest'
import { assessmentEntry, followUpEntry } from '@/lib/entry'
import { AppError } from '@/lib/error'
import { fieldsOf, problemsIn } from '@/lib/form'

const formOf = (...entries: [string, string | Blob][]) => {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}
const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('the fields of a form', () => {
  test('are read by their names: parts, lists of parts, and lists of texts', () => {
    const form = formOf(
      ['ref', 'SF-09'],
      ['evidence[]', 'a'],
      ['evidence[]', 'b'],
      ['newEvidence.1.effect', 'HELD'],
      ['newEvidence.0.sources.0.url', 'https://example.org/'],
      ['$ACTION_ID_1', ''],
    )
    expect(plain(fieldsOf(form))).toEqual({
      ref: 'SF-09',
      evidence: ['a', 'b'],
      newEvidence: [{ sources: [{ url: 'https://example.org/' }] }, { effect: 'HELD' }],
    })
  })

  test.each<[string, [string, string | Blob][]]>([
    [
      'a name twice',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    ['a file', [['a', new Blob(['x'])]]],
    [
      'a part of what is a text',
      [
        ['a', '1'],
        ['a.b', '2'],
      ],
    ],
    [
      'a text where there are parts',
      [
        ['a.b', '2'],
        ['a', '1'],
      ],
    ],
    ['an empty name within', [['a..b', '1']]],
    ['parts without end', [['a.b.c.d.e.f', '1']]],
  ])('cannot hold %s', (_, entries) => {
    expect(() => fieldsOf(formOf(...entries))).toThrow(AppError)
  })

  test('cannot reach what every object has', () => {
    const fields = fieldsOf(formOf(['__proto__.role', 'ADMIN'], ['constructor', 'x']))
    expect(Object.getPrototypeOf(fields)).toBeNull()
    expect(({} as { role?: string }).role).toBeUndefined()
    expect(Object.keys(fields).sort()).toEqual(['__proto__', 'constructor'])
  })
})

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
const problems = (fields: unknown, schema: typeof assessmentEntry = assessmentEntry) => {
  const read = schema.safeParse(fields)
  return read.success ? [] : problemsIn(read.error, fields, 'en').map(({ field, message }) => `${field}: ${message}`)
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

  const unseen = [
    ['RTL override', 'China \u202e announced it'],
    ['isolate', 'China \u2066 announced it'],
    ['NUL', 'China \u0000 announced it'],
    ['escape', 'China \u001b[31m announced it'],
    ['lone surrogate', 'China \ud800 announced it'],
    ['byte order mark', 'China \ufeff announced it'],
  ] as const
  test.each(unseen)('is refused with what cannot be seen: %s', (_, text) => {
    for (const name of ['rationaleZh', 'rationaleEn', 'reason'])
      expect(problems({ ...withField(name, null), [name]: text })[0]).toMatch(/^\w+: There is a character in this text/)
  })

  test('keeps HTML and emoji as they were typed', () => {
    const text = '<b onclick=alert(1)>协商</b> 👩🏽‍💻 & "quoted"'
    expect(assessmentEntry.parse({ ...withField('rationaleEn', null), rationaleEn: text }).rationaleEn).toBe(text)
  })
})

describe('a follow-up as typed', () => {
  const source = { title: '', publisher: 'A ministry', url: 'https://example.org/x', tier: 'OFFICIAL', language: 'en' }
  const followUp = {
    occurredOn: '2024-07-17',
    endedOn: '',
    relation: 'DIRECT',
    effect: 'SUSPENDED',
    summaryZh: '',
    summaryEn: 'Suspended.',
    reportedBy: 'CN',
    sources: [source],
  }

  test('is read, with nothing typed as null', () => {
    expect(followUpEntry.parse(followUp)).toMatchObject({ endedOn: null, summaryZh: null, sources: [{ title: null }] })
  })

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.org/',
    '//example.org/x',
    '/x',
    'example.org',
    'https:example.org',
    'https://',
    'https:///x',
    'http://user:secret@example.org/',
    'https://exa mple.org/',
    'https:\\\\example.org',
    'https://example.org/\u0000',
    'blob:https://example.org/1',
  ])('does not take %j for a link', (url) => {
    const read = followUpEntry.safeParse({ ...followUp, sources: [{ ...source, url }] })
    expect(read.success).toBe(false)
    expect(read.error?.issues[0]?.path).toEqual(['sources', 0, 'url'])
  })

  test.each([
    'https://example.org',
    'HTTP://EXAMPLE.ORG/a?b=c#d',
    'https://例子.中国/公报',
    'http://[2001:db8::1]:8080/',
  ])('takes %j for one', (url) => {
    expect(followUpEntry.safeParse({ ...followUp, sources: [{ ...source, url }] }).success).toBe(true)
  })

  test.each([
    [{ sources: [] }, 'sources'],
    [{ sources: undefined }, 'sources'],
    [{ effect: 'WON' }, 'effect'],
    [{ relation: '' }, 'relation'],
    [{ endedOn: '2024-02-30' }, 'endedOn'],
    [{ sources: [{ ...source, tier: 'RUMOUR' }] }, 'sources.0.tier'],
    [{ sources: [{ ...source, publisher: ' ' }] }, 'sources.0.publisher'],
    [{ sources: [{ ...source, id: '1' }] }, 'sources.0'],
    [{ key: 'mine' }, ''],
  ])('is refused with %j, at %s', (parts, field) => {
    const read = followUpEntry.safeParse({ ...followUp, ...parts })
    expect(read.error?.issues.map((issue) => issue.path.join('.'))).toContain(field)
  })
})
