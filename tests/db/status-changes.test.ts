import { expect, test } from 'vitest'
import { headlineOn, type StatusChange } from '@/lib/assessment'
import { listStatusChanges } from '@/lib/db/assessments/read'
import { findCommitment, listCommitments } from '@/lib/db/commitments/read'
import { aFilter, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'

const held = ownDatabase({ seeded: true })

type Turn = Pick<StatusChange, 'ref' | 'effectiveOn' | 'status' | 'statusBefore'>
const inWords = ({ ref, effectiveOn, status, statusBefore }: Turn) =>
  `${effectiveOn} ${ref}: ${statusBefore} → ${status}`

test.each(['2023-11-15', '2024-07-18', TODAY])(
  'the latest status changes are the turns of the folded history, as of %s',
  async (asOf) => {
    const turns: Turn[] = []
    for (const { ref } of await listCommitments(held.db, aFilter({ asOf }), TODAY)) {
      const assessments = (await findCommitment(held.db, ref, TODAY, { asOf }))?.assessments ?? []
      const days = [...new Set(assessments.map((one) => one.effectiveOn))].sort()
      for (const [index, effectiveOn] of days.slice(1).entries()) {
        const [before, after] = [days[index] as string, effectiveOn].map((day) => headlineOn(assessments, day))
        if (before && after && (before.status !== after.status || before.condition !== after.condition))
          turns.push({ ref, effectiveOn, status: after.status, statusBefore: before.status })
      }
    }
    const listed = await listStatusChanges(held.db, asOf, 1000)
    expect(listed.map(inWords).sort()).toEqual(turns.map(inWords).sort())
    expect(listed.map((one) => one.effectiveOn)).toEqual(
      turns
        .map((one) => one.effectiveOn)
        .sort()
        .reverse(),
    )
    expect(await listStatusChanges(held.db, asOf, 3)).toEqual(listed.slice(0, 3))
    if (asOf === TODAY) expect(listed.length).toBeGreaterThan(30)
  },
)
