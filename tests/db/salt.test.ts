import { expect, test } from 'vitest'
import { canonicalJson } from '@/lib/canonical-json'
import { hashOfLink } from '@/lib/chain'
import { actionsFor } from '@/lib/change/change'
import { NO_CHANGE_FILTER } from '@/lib/change/filter'
import { listChangesFor } from '@/lib/db/changes/read'
import { listPlans } from '@/lib/db/plans/read'
import { changePlan } from '@/lib/db/plans/write'
import { pick } from '@/lib/pick'
import { PLAN_FIELDS } from '@/lib/plan'
import { TODAY } from '@/tests/support/build'
import { listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { by } from '@/tests/support/writing'

const database = ownDatabase({ seeded: true })
/** Somebody plans; what is public of that is its number and, while it is the last, its hash. */
async function planned(reviewEveryDays: number) {
  const fields = (await listPlans(database.db, ['SF-09'])).get('SF-09')
  if (!fields) throw new Error('no SF-09')
  const base = pick(fields, PLAN_FIELDS)
  await changePlan(database.db, { ref: 'SF-09', base, yours: { ...base, reviewEveryDays } }, by('desk'), TODAY)
  const last = (await listChanges(database.db)).at(-1)
  if (!last) throw new Error('nothing was recorded')
  return last
}

test('every entry has 128 random bits of its own within what is hashed', async () => {
  const changes = await listChanges(database.db)
  const salts = changes.map(({ entry }) => entry.salt)
  expect(new Set(salts).size).toBe(changes.length)
  for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/)
})

test('nobody finds a change that is not public by guessing, even who knows all of it but the salt', async () => {
  const { entry, hash, ...link } = await planned(45)
  const { salt: _, ...known } = entry
  const guesses = await Promise.all(
    Array.from({ length: 100 }, (_, days) =>
      hashOfLink({ ...link, text: canonicalJson({ ...known, data: { reviewEveryDays: days } }) }),
    ),
  )
  expect(guesses).not.toContain(hash)
})

test('whoever may see a change sees what its hash is made of, and nobody else sees its salt', async () => {
  const { sequence, entry } = await planned(60)
  const seenBy = async (person: Parameters<typeof actionsFor>[0]) =>
    (await listChangesFor(database.db, NO_CHANGE_FILTER, { actions: actionsFor(person), timeZone: 'UTC' })).changes
  const colleague = await seenBy({ id: 'x', name: 'X', role: 'VIEWER' })
  const seen = colleague.find((change) => change.sequence === sequence)
  expect(seen?.hash).toBe(seen && (await hashOfLink(seen)))
  expect(seen?.text).toContain(entry.salt)
  expect(JSON.stringify(await seenBy(null))).not.toContain(entry.salt)
})
