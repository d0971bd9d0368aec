import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  COLUMN_IDS,
  canHide,
  canPin,
  DEFAULT_LAYOUT,
  DENSITIES,
  parseTableLayout,
  tableLayoutText,
  toggled,
} from '@/lib/table-layout'

const layouts = fc.record({
  hidden: fc.subarray(COLUMN_IDS.filter(canHide)),
  pinned: fc.subarray(COLUMN_IDS.filter(canPin)),
  density: fc.constantFrom(...DENSITIES),
})

describe('how tables are laid out', () => {
  test('comes back from its cookie as it went in', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        expect(parseTableLayout(tableLayoutText(layout))).toEqual(layout)
      }),
    )
  })

  test('is what a cookie may hold', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        expect(tableLayoutText(layout)).toMatch(/^[\w=&.-]*$/)
      }),
    )
  })

  test.each([
    [undefined],
    [''],
    ['hidden=ref.title'],
    ['pinned=ref&density=huge'],
    ['hidden=colour.__proto__&pinned=constructor'],
    ['%E0%A4%A'],
  ])('is the usual one where the cookie says nothing sensible: %s', (text) => {
    expect(parseTableLayout(text)).toEqual(DEFAULT_LAYOUT)
  })

  test('keeps columns in their order, each once', () => {
    expect(parseTableLayout('hidden=status.type.status')).toMatchObject({ hidden: ['type', 'status'] })
  })

  test('takes a column in and out again', () => {
    expect(toggled(['type'], 'status')).toEqual(['type', 'status'])
    expect(toggled(toggled(['type'], 'status'), 'status')).toEqual(['type'])
  })
})
