import { beforeAll, expect, test } from 'vitest'
import { verify } from '@/lib/db/verify'
import { ALTERATIONS, withIds } from '@/tests/support/alterations'
import { ownDatabase } from '@/tests/support/database'
import { pick } from '@/tests/support/full'
import { tamperingWith } from '@/tests/support/tampering'
import { recorded } from '@/tests/support/writes'

const database = ownDatabase({ seeded: true })
beforeAll(() => recorded(database.db))
const { tamper } = tamperingWith(database)

const FEW = ALTERATIONS.filter((_, nth) => nth % 6 === 0)
test.each([...pick(ALTERATIONS, FEW)])('verifying names %s', async (_, statements, name, fields) => {
  await tamper(await withIds(statements, database.sql))
  const { broken, differences } = await verify(database.db, null, 100)
  expect(broken).toBeNull()
  const named = differences.filter((difference) => name.test(difference.name))
  expect(named).not.toEqual([])
  if (fields) expect(named[0]?.fields.sort()).toEqual([...fields].sort())
})
