import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type NewAssessment, recordAssessment } from '@/lib/db/assessments/write'
import { connect, isUnreachable } from '@/lib/db/client'
import type { PrismaClient } from '@/prisma/generated/client'
import { TODAY } from '@/tests/support/build'
import { firstBreak, listChanges } from '@/tests/support/chain'
import { cuttableWay } from '@/tests/support/cutting'
import { ownDatabase } from '@/tests/support/database'
import { pick } from '@/tests/support/full'
import { by, watching } from '@/tests/support/writing'

const database = ownDatabase({ seeded: true })
const { standing, rows } = watching(database)
let way: Awaited<ReturnType<typeof cuttableWay>>
let db: PrismaClient

beforeAll(async () => {
  way = await cuttableWay(database.url)
  db = connect(way.url, 1)
})
afterAll(async () => {
  await db.$disconnect()
  way.close()
})

const aForm = async (): Promise<NewAssessment> => ({
  ref: 'SF-04',
  version: (await standing('SF-04')).version,
  effectiveOn: '2026-01-05',
  status: null,
  condition: 'ACTIVE',
  progress: null,
  confidence: undefined,
  rationaleZh: null,
  supersededBy: null,
  reason: null,
  rationaleEn: 'Recorded over a line that was cut.',
  supersedesId: null,
  evidence: [],
  newEvidence: [],
})
const count = async () => {
  const { assessments, submissions, changes } = (await rows()) as Record<string, number>
  return [assessments ?? 0, submissions ?? 0, changes ?? 0]
}

const CUTS = [
  ['closed', 'before'],
  ['closed', 'after'],
  ['reset', 'before'],
  ['reset', 'after'],
] as const
const MADE = pick(CUTS, [CUTS[1], CUTS[2]])

describe.each(MADE)('a connection that is %s %s a message to the database', (how, when) => {
  test('leaves all of a write or nothing, whichever message it is, and the same form sent again is there once', async () => {
    let committed = 0
    for (let message = 1; ; message += 1) {
      const [form, author, before] = [await aForm(), by('cut'), await count()]
      // So that the first message is not that of a handshake.
      await db.$queryRaw`SELECT 1`
      way.cutAt(message, when, how)
      const first = await recordAssessment(db, form, author, TODAY).catch((error) => error)
      if (!way.wasCut()) {
        way.mend()
        expect(first).toMatchObject({ result: { version: form.version + 1 } })
        // There were as many cuts as there are messages, and the last of them, the commit, was one.
        expect(message).toBeGreaterThan(8)
        break
      }
      expect(isUnreachable(first), String(first)).toBe(true)
      const between = await count()
      const isWhole = between.every((n, index) => n === (before[index] ?? 0) + 1)
      if (isWhole) committed += 1
      else expect(between).toEqual(before)
      const { result: again } = await recordAssessment(database.db, form, author, TODAY)
      expect(again).toMatchObject({ version: form.version + 1 })
      expect(await count()).toEqual(before.map((n) => n + 1))
    }
    expect(committed).toBe(when === 'after' ? 1 : 0)
    expect(await firstBreak(await listChanges(database.db))).toBeNull()
  })
})
