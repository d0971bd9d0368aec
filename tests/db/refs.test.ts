import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { importAgreement } from '@/lib/db/agreements/write'
import { findNeighbours, listCommitments } from '@/lib/db/commitments/read'
import { findMeantRef } from '@/lib/db/commitments/refs'
import { findMeantDocument } from '@/lib/db/documents'
import { sqlOf } from '@/lib/db/filter-sql'
import type { SortKey } from '@/lib/filter'
import { parseAgreement } from '@/lib/import'
import { aCommitmentFile, aFilter, anAgreement, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'

const ORDERED = [
  'A-2.9',
  'A-2.10',
  'A-10.1',
  'B',
  'SF-1',
  'SF-2',
  'SF-9',
  'SF-10',
  'SF-11',
  'SF-100',
  'SF-100a',
  'SF-1000',
]
/** As they stand in the agreement. */
const ENTERED = ORDERED.toSorted()

const database = ownDatabase()
beforeAll(async () => {
  const commitments = ENTERED.map((ref) => aCommitmentFile({ ref, slug: ref.toLowerCase().replaceAll('.', '-') }))
  const agreement = parseAgreement(anAgreement({ commitments, followUps: [] }), TODAY)
  await importAgreement(database.db, agreement, { actor: 'test', today: TODAY })
})

/** How PostgreSQL finds what is asked, where there is more than these few rows. */
async function planOf(query: string): Promise<string> {
  const client = new pg.Client({ connectionString: database.url, options: '-c enable_seqscan=off -c enable_sort=off' })
  await client.connect()
  try {
    const { rows } = await client.query(`EXPLAIN ${query}`)
    return JSON.stringify(rows)
  } finally {
    await client.end()
  }
}

describe('the order of refs', () => {
  const sorted = async (...sort: SortKey[]) =>
    (await listCommitments(database.db, aFilter({ sort }), TODAY)).map(({ ref }) => ref)
  const ref = { field: 'ref', descending: false } as const

  test('takes numbers as numbers, upwards and downwards', async () => {
    expect(await sorted(ref)).toEqual(ORDERED)
    expect(await sorted({ ...ref, descending: true })).toEqual(ORDERED.toReversed())
    expect(await sorted({ field: 'type', descending: false }, ref)).toEqual(ORDERED)
  })

  test('is that of the neighbours too, and of each page', async () => {
    const filter = aFilter({ sort: [ref] })
    expect(await findNeighbours(database.db, 'SF-10', filter, TODAY)).toEqual({ previous: 'SF-9', next: 'SF-11' })
    const pages = await Promise.all(
      [1, 2, 3].map((page) => listCommitments(database.db, { ...filter, page, pageSize: 5 }, TODAY)),
    )
    expect(pages.flat().map((item) => item.ref)).toEqual(ORDERED)
  })

  test('comes from an index', async () => {
    for (const descending of [false, true]) {
      const { order } = sqlOf(aFilter({ sort: [{ ...ref, descending }] }), TODAY)
      const plan = await planOf(`SELECT ref FROM "Commitment" c ${order.sql} LIMIT 1`)
      expect(plan).toContain('Commitment_ref_natural_idx')
    }
  })
})

describe('a ref that is not there as it was typed', () => {
  test.each([
    ['sf-10', 'SF-10'],
    ['Sf-100A', 'SF-100a'],
    ['SF-10。', 'SF-10'],
    ['（sf-10）', 'SF-10'],
    ['SF-10.', 'SF-10'],
    ['SF-10 ', 'SF-10'],
    ['ＳＦ－１０', 'SF-10'],
    ['_SF-10_', 'SF-10'],
    ['a-2.10).', 'A-2.10'],
  ])('%s means %s', async (typed, meant) => expect(await findMeantRef(database.db, typed)).toBe(meant))

  test.each([
    'SF-99',
    'SF',
    '',
    '。',
    '\0',
    'SF-10\0',
    '%',
    "sf-10' OR 1=1",
    '军',
    'x'.repeat(10_000),
    '('.repeat(199),
  ])('%s means nothing', async (typed) => expect(await findMeantRef(database.db, typed)).toBeNull())

  test('is looked for by an index', async () => {
    const plan = await planOf(`SELECT ref FROM "Commitment" WHERE lower(ref COLLATE "C") = ANY('{sf-10}'::text[])`)
    expect(plan).toContain('Commitment_ref_lower_idx')
  })
})

test('a document that is not there as it was typed is found by what was meant', async () => {
  const [row] = await database.sql('SELECT slug FROM "SourceDocument" LIMIT 1')
  const slug = String(row?.slug)
  expect(await findMeantDocument(database.db, `${slug.toUpperCase()}》。`)).toBe(slug)
  expect(await findMeantDocument(database.db, 'nowhere')).toBeNull()
})
