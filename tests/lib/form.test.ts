import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/error'
import { fieldsOf, MOST_FIELDS } from '@/lib/form'
import { formOf } from '@/tests/support/typed'

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

  test('are at most a thousand, and each is read once', () => {
    const many = (count: number) =>
      formOf(...Array.from({ length: count }, (_, n) => [`list.${n}`, ''] as [string, string]))
    expect(() => fieldsOf(many(MOST_FIELDS))).not.toThrow()
    expect(() => fieldsOf(many(MOST_FIELDS + 1))).toThrow(/tooManyFields/)
    const form = many(MOST_FIELDS)
    form.getAll = () => {
      throw new Error('looks through the whole form again')
    }
    expect(() => fieldsOf(form)).not.toThrow()
  })

  test.each([undefined, null, 'text', 1, {}, [], [new FormData()]])('are in nothing that is no form: %j', (sent) => {
    expect(() => fieldsOf(sent as unknown as FormData)).toThrow(/noForm/)
  })

  test('whose name is endless are named by the beginning of it', () => {
    const name = `${'x'.repeat(100_000)}..`
    expect(() => fieldsOf(formOf([name, '']))).toThrow(expect.objectContaining({ field: `${'x'.repeat(60)}…` }))
  })

  test('cannot reach what every object has', () => {
    const fields = fieldsOf(formOf(['__proto__.role', 'ADMIN'], ['constructor', 'x']))
    expect(Object.getPrototypeOf(fields)).toBeNull()
    expect(({} as { role?: string }).role).toBeUndefined()
    expect(Object.keys(fields).sort()).toEqual(['__proto__', 'constructor'])
  })
})
