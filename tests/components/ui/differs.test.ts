import { describe, expect, test } from 'vitest'
import { differs } from '@/components/ui/differs'
import type { Values } from '@/components/ui/form-fields'

const OPENED: Values = [
  ['status', 'UNDERWAY'],
  ['why', ''],
  ['evidence[]', 'a'],
  ['evidence[]', 'b'],
]
const [STATUS, WHY, A, B] = OPENED as [Values[0], Values[0], Values[0], Values[0]]

describe('a form holds', () => {
  test.each<[string, Values, Values, boolean]>([
    ['what it was opened with', OPENED, [], false],
    ['the same ticks in another order', [STATUS, WHY, B, A], [], false],
    ['less of a field that was empty', [STATUS, A, B], [], false],
    ['another choice', [['status', 'FULFILLED'], WHY, A, B], [], true],
    ['a text', [STATUS, ['why', 'x'], A, B], [], true],
    ['one tick less', [STATUS, WHY, A], [], true],
    ['no tick at all', [STATUS, WHY], [], true],
    ['one tick more', [...OPENED, ['evidence[]', 'c']], [], true],
    ['a new field with something in it', [...OPENED, ['reason', 'x']], [], true],
    ['a new field without', [...OPENED, ['reason', '']], [], false],
    ['a new row as it came', [...OPENED, ['sources.1.tier', 'PRESS']], [['sources.1.tier', 'PRESS']], false],
    ['a new row, changed', [...OPENED, ['sources.1.tier', 'OFFICIAL']], [['sources.1.tier', 'PRESS']], true],
    ['no new row any more', OPENED, [['sources.1.tier', 'PRESS']], false],
  ])('%s', (_, present, appeared, expected) => expect(differs(present, OPENED, appeared)).toBe(expected))
})
