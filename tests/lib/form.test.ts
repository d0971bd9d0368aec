import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/error'
import { fieldsOf } from '@/lib/form'
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

  test('cannot reach what every object has', () => {
    const fields = fieldsOf(formOf(['__proto__.role', 'ADMIN'], ['constructor', 'x']))
    expect(Object.getPrototypeOf(fields)).toBeNull()
    expect(({} as { role?: string }).role).toBeUndefined()
    expect(Object.keys(fields).sort()).toEqual(['__proto__', 'constructor'])
  })
})
