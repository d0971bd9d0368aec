import { describe, expect, test } from 'vitest'
import { rowId } from '@/lib/entry/account'
import { version } from '@/lib/entry/fields'

describe('what names a row', () => {
  test.each(['\0', 'a\0b', '', 'x'.repeat(65), "' OR 1=1 --", 'a b'])(
    '%j is refused, since no row is called so',
    (id) => {
      expect(rowId.safeParse(id).success).toBe(false)
    },
  )

  test.each(['4711', '0b1e6c1e-3a1f-4b9e-8a5d-1f2e3d4c5b6a', 'Zk3_x-9'])('%j is taken', (id) => {
    expect(rowId.parse(id)).toBe(id)
  })
})

describe('a version', () => {
  test.each(['9999999999', '2147483648', '1e3', '-1', '1.5', '', ' 1', 'NaN'])('%j is refused', (text) => {
    expect(version.safeParse(text).success).toBe(false)
  })

  test('is a number that the database can hold', () => {
    expect(version.parse('12')).toBe(12)
  })
})
