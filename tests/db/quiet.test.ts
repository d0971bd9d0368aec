import { expect, test } from 'vitest'
import { quietFor } from '@/lib/commitment'
import { countCommitments, listCommitments } from '@/lib/db/commitments/read'
import { countOf } from '@/lib/summary'
import { aFilter, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'

const held = ownDatabase({ seeded: true })
const COMPILED = '2025-12-31'

test.each(['2023-11-15', '2024-07-18', '2024-12-31', '2025-05-28', '2025-12-31', TODAY])(
  'the quiet ones of the database are those of the pure rule, as of %s',
  async (asOf) => {
    const all = await listCommitments(held.db, aFilter({ asOf }), TODAY)
    const quiet = await listCommitments(held.db, aFilter({ asOf, quiet: true }), TODAY)
    const expected = all.filter((item) => quietFor(item, COMPILED, asOf) !== null)
    expect(quiet.map((item) => item.ref)).toEqual(expected.map((item) => item.ref))
    expect(countOf(await countCommitments(held.db, aFilter({ asOf, quiet: true }), TODAY))).toBe(expected.length)
    if (asOf === TODAY) expect(expected.length).toBeGreaterThan(3)
  },
)
