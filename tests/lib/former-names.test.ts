import { expect, test } from 'vitest'
import { detailsOf } from '@/lib/change/detail'
import { wordsIn } from '@/lib/change/words'
import { underTodaysNames } from '@/lib/former-names'
import { parseAgreement } from '@/lib/import'
import { aCommitmentFile, anAgreement, TODAY } from '@/tests/support/build'

const { delivered: _, ...file } = aCommitmentFile()
const filed = (parts: object) => anAgreement({ commitments: [{ ...file, ...parts }] })

test('a field that was renamed is read under either name', () => {
  expect(underTodaysNames({ ref: 'T-01', deliveredAtSummit: true })).toEqual({ ref: 'T-01', delivered: true })
  expect(underTodaysNames({ delivered: true })).toEqual({ delivered: true })
})

test('a data file of an earlier version is read, and refused if it uses both names', () => {
  for (const name of ['deliveredAtSummit', 'delivered'])
    expect(parseAgreement(filed({ [name]: true }), TODAY).commitments[0]).toMatchObject({ delivered: true })
  expect(() => parseAgreement(filed({ deliveredAtSummit: true, delivered: false }), TODAY)).toThrow('fileMalformed')
})

test('a change on record is told under the name of today', () => {
  const known = { names: new Map(), sources: new Map() }
  const change = { actor: 'seed', action: 'commitment.created', subject: 'T-01', data: { deliveredAtSummit: true } }
  expect(detailsOf(change, wordsIn('en', known), 'en')).toEqual([
    { field: 'delivered', label: 'Delivered at the summit', before: null, after: 'yes' },
  ])
})
