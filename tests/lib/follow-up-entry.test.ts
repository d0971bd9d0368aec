import { describe, expect, test } from 'vitest'
import { followUpCorrection, followUpEntry, followUpWithdrawal, newFollowUpEntry } from '@/lib/entry/follow-up'
import { fieldsOf } from '@/lib/form'
import { formOf, problems, unseen } from '@/tests/support/typed'

const _plain = (value: unknown) => JSON.parse(JSON.stringify(value))

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
const _withField = (name: string, value: string | null) => {
  const others = right.filter(([one]) => one !== name)
  return fieldsOf(formOf(...others, ...(value === null ? [] : [[name, value] as [string, string]])))
}
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

  const correction = { ...followUp, ref: 'SF-09', version: '3', key: 'sf-09-suspended', reason: 'The day was misread.' }
  /** Every field of the form, and what it holds with something else in that field. */
  const fields = [
    ...Object.keys(followUpCorrection.shape).map((name) => ({
      name,
      holding: (value: unknown) => ({ ...correction, [name]: value }),
    })),
    ...Object.keys(followUpEntry.shape.sources.element.shape).map((name) => ({
      name: `sources.0.${name}`,
      holding: (value: unknown) => ({ ...correction, sources: [{ ...source, [name]: value }] }),
    })),
  ]
  const TEXTS = ['summaryZh', 'summaryEn', 'noteZh', 'noteEn', 'reason', 'sources.0.title', 'sources.0.publisher']

  test('has the fields that are tried below', () => {
    expect(fields).toHaveLength(20)
    expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(TEXTS))
  })

  test.each(unseen)('is refused with what cannot be seen, whichever field it is in: %s', (_, text) => {
    for (const { name, holding } of fields) {
      const found = problems(holding(text), followUpCorrection)
      expect(found.length, name).toBeGreaterThan(0)
      const wanted = TEXTS.includes(name) ? `${name}: There is a character in this text` : `${name}: `
      for (const problem of found) expect(problem).toContain(wanted)
    }
  })

  test('keeps HTML as it was typed in texts, and takes it nowhere else', () => {
    const html = '<img src=x onerror=alert(1)>'
    for (const { name, holding } of fields) {
      const read = followUpCorrection.safeParse(holding(html))
      expect(read.success, name).toBe(TEXTS.includes(name))
      if (read.success) expect(JSON.stringify(read.data)).toContain(html)
      else expect(read.error.issues.map((issue) => issue.path.join('.'))).toContain(name)
    }
  })

  test.each(fields)('is refused with a list, a part or nothing readable in $name', ({ name, holding }) => {
    for (const value of [['HELD', 'HELD'], { HELD: 'HELD' }, 'x'.repeat(100_000)]) {
      const paths = followUpCorrection.safeParse(holding(value)).error?.issues.map((issue) => issue.path.join('.'))
      expect(
        paths?.every((path) => path.startsWith(name)),
        name,
      ).toBe(true)
    }
  })

  test.each(['role', 'id', 'recordedBy', 'replacesId', 'withdrawnAt', 'effectDetail', 'constructor'])(
    'is refused with a field %s, adding, correcting and withdrawing',
    (name) => {
      const { key, reason, ...added } = correction
      const { ref, version } = correction
      const forms = [
        [newFollowUpEntry, added],
        [followUpCorrection, correction],
        [followUpWithdrawal, { ref, version, key, reason }],
      ] as const
      for (const [schema, form] of forms) {
        expect(schema.safeParse(form).success).toBe(true)
        expect(schema.safeParse({ ...form, [name]: '1' }).error?.issues[0]).toMatchObject({ keys: [name] })
      }
    },
  )

  test('reaches nothing through __proto__', () => {
    const form = formOf(['ref', 'SF-09'], ['version', '3'], ['key', 'a'], ['reason', 'Twice.'], ['__proto__.id', '1'])
    expect(problems(fieldsOf(form), followUpWithdrawal)).toEqual(['null: This form has no field “__proto__”.'])
  })

  test.each([
    [{ reason: 'x' }, 'reason: Write at least 3 characters.'],
    [{ reason: '  ' }, 'reason: Write at least 3 characters.'],
    [{ reason: undefined }, 'reason: This is needed.'],
    [{ key: '' }, 'key: This cannot be read; choose one of the values offered.'],
    [{ key: "a'; --" }, 'key: This cannot be read; choose one of the values offered.'],
    [{ version: '0x3' }, 'version: This cannot be read; choose one of the values offered.'],
    [{ occurredOn: '2023-02-29' }, 'occurredOn: This is not a day of the calendar; write it as 2024-07-17.'],
    [{ occurredOn: '' }, 'occurredOn: This is needed.'],
    [{ reportedBy: '' }, 'reportedBy: This is needed.'],
  ])('is refused, corrected with %j', (parts, message) => {
    expect(problems({ ...correction, ...parts }, followUpCorrection)).toEqual([message])
  })

  test('is refused with more sources than anybody reads', () => {
    const form = { ...followUp, sources: Array(21).fill(source) }
    expect(problems(form, followUpEntry)).toEqual(['sources: Give at most 20.'])
  })

  test('corrected, leaves out what its form did not show', () => {
    expect(Object.keys(followUpCorrection.parse(correction))).not.toEqual(
      expect.arrayContaining(['datePrecision', 'noteZh', 'noteEn']),
    )
    expect(followUpCorrection.parse({ ...correction, noteZh: '' })).toMatchObject({ noteZh: null })
  })
})
