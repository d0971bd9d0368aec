import { expect, test } from 'vitest'
import { findCommitment, listCommitments } from '@/lib/db/commitments/read'
import { aFilter, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { nextStepIn } from '@/tests/support/next-step'

const held = ownDatabase({ seeded: true })

test.each([
  ['2023-11-15', []],
  ['2024-02-01', ['SF-23']],
  ['2024-04-30', ['SF-01', 'SF-06', 'SF-07', 'SF-23']],
  ['2024-05-20', ['SF-01', 'SF-06', 'SF-07']],
  [TODAY, ['SF-01', 'SF-06', 'SF-07', 'SF-23']],
])('the next steps of the database are those of the pure rule, as of %s', async (asOf, refs) => {
  const items = await listCommitments(held.db, aFilter({ asOf }), TODAY)
  expect(items.filter((item) => item.nextStep).map((item) => item.ref)).toEqual(refs)
  for (const { ref, nextStep } of items) {
    const detail = await findCommitment(held.db, ref, TODAY, { asOf })
    expect(nextStep, ref).toEqual(nextStepIn(detail?.followUpList ?? []))
  }
})
