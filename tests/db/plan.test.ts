import { beforeAll, describe, expect, test } from 'vitest'
import { listCommitments } from '@/lib/db/commitments/read'
import { listPlans } from '@/lib/db/plans/read'
import { changePlan, markReviewed } from '@/lib/db/plans/write'
import { undo } from '@/lib/db/undo'
import { pick } from '@/lib/pick'
import { PLAN_FIELDS, type Plan } from '@/lib/plan'
import { aFilter, SUMMIT, TODAY } from '@/tests/support/build'
import { firstBreak, listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { by, refusalOf, resultOf, watching } from '@/tests/support/writing'

const database = ownDatabase({ seeded: true })

beforeAll(() =>
  database.sql(`INSERT INTO "User" (id, name, email, role, "deactivatedAt") VALUES
    ('viewer', 'Wu', 'wu@example.org', 'VIEWER', NULL), ('gone', 'Gone', 'gone@example.org', 'EDITOR', now())`),
)

const fieldsOn = async (ref: string) => {
  const found = (await listPlans(database.db, [ref])).get(ref)
  if (!found) throw new Error(`no ${ref}`)
  return found
}
const planOn = async (ref: string): Promise<Plan> => pick(await fieldsOn(ref), PLAN_FIELDS)
const versionOf = async (ref: string) =>
  (await database.db.commitment.findUniqueOrThrow({ where: { ref }, select: { version: true } })).version
/** An edit of some fields as somebody makes it who has just opened the form. */
const anEdit = async (ref: string, parts: Partial<Plan>, base?: Plan) => {
  const opened = base ?? (await planOn(ref))
  return { ref, base: opened, yours: { ...opened, ...parts } }
}
const { head, since } = watching(database)

describe('changing a plan', () => {
  test('writes the changed fields alone, with one change and one version more', async () => {
    const ref = 'SF-04'
    const [start, version] = [await head(), await versionOf(ref)]
    const parts = { plannedStepEn: 'Meet.', plannedStepOn: '2027-03-01', responsible: 'viewer', reviewEveryDays: 90 }
    const recorded = await resultOf(changePlan(database.db, await anEdit(ref, parts), by('a'), TODAY))
    expect(recorded).toMatchObject({ ref, version: version + 1, data: parts })
    expect(await planOn(ref)).toEqual({ plannedStepZh: null, workingNotes: null, ...parts })
    expect(await versionOf(ref)).toBe(version + 1)
    const before = { plannedStepEn: null, plannedStepOn: null, responsible: null, reviewEveryDays: 365 }
    expect(await since(start)).toEqual([
      { actor: 'user:a', action: 'plan.changed', subject: ref, item: ref, data: parts, before },
    ])
  })

  test('to what it is already writes nothing', async () => {
    const ref = 'SF-04'
    const [start, version] = [await head(), await versionOf(ref)]
    const recorded = await resultOf(changePlan(database.db, await anEdit(ref, {}), by('a'), TODAY))
    expect(recorded).toMatchObject({ version, data: {} })
    expect([await head(), await versionOf(ref)]).toEqual([start, version])
  })

  test('by two people in different fields keeps both', async () => {
    const ref = 'SF-05'
    const base = await planOn(ref)
    await Promise.all([
      changePlan(database.db, await anEdit(ref, { workingNotes: 'Ask the embassy.' }, base), by('a'), TODAY),
      changePlan(database.db, await anEdit(ref, { reviewEveryDays: 30 }, base), by('b'), TODAY),
      changePlan(database.db, await anEdit(ref, { plannedStepZh: '会晤' }, base), by('c'), TODAY),
    ])
    expect(await planOn(ref)).toMatchObject({
      workingNotes: 'Ask the embassy.',
      reviewEveryDays: 30,
      plannedStepZh: '会晤',
    })
  })

  test('by two people in one field refuses the second with what stands now, whole', async () => {
    const ref = 'SF-06'
    const base = await planOn(ref)
    await changePlan(database.db, await anEdit(ref, { workingNotes: 'First.' }, base), by('a'), TODAY)
    const start = await head()
    const edit = await anEdit(ref, { workingNotes: 'Second.', reviewEveryDays: 7 }, base)
    const refusal = await refusalOf(changePlan(database.db, edit, by('b'), TODAY))
    expect(refusal).toMatchObject({ code: 'CONFLICT', key: 'planCollides', current: { workingNotes: 'First.' } })
    expect(await planOn(ref)).toMatchObject({ ...base, workingNotes: 'First.' })
    expect(await head()).toBe(start)
    // The same thing twice is no conflict, and what was not in the way is written.
    const same = await anEdit(ref, { workingNotes: 'First.', reviewEveryDays: 7 }, base)
    expect(await resultOf(changePlan(database.db, same, by('b'), TODAY))).toMatchObject({
      data: { reviewEveryDays: 7 },
    })
  })

  test('that would leave a day without its step is refused as a conflict', async () => {
    const ref = 'SF-07'
    await changePlan(database.db, await anEdit(ref, { plannedStepEn: 'Meet.' }), by('a'), TODAY)
    const base = await planOn(ref)
    await changePlan(database.db, await anEdit(ref, { plannedStepEn: null }, base), by('a'), TODAY)
    const late = await anEdit(ref, { plannedStepOn: '2027-01-01' }, base)
    expect(await refusalOf(changePlan(database.db, late, by('b'), TODAY))).toMatchObject({ code: 'CONFLICT' })
  })

  test.each<[string, string, string, Partial<Plan>]>([
    ['a day without a step', 'stepMissing', 'plannedStepOn', { plannedStepOn: '2027-01-01' }],
    ['a day before the agreement', 'dayOutside', 'plannedStepOn', { plannedStepZh: 'x', plannedStepOn: '2023-11-14' }],
    ['a day too far ahead', 'dayOutside', 'plannedStepOn', { plannedStepZh: 'x', plannedStepOn: '2076-11-23' }],
    ['a period of no days', 'reviewOutside', 'reviewEveryDays', { reviewEveryDays: 0 }],
    ['a period of more than ten years', 'reviewOutside', 'reviewEveryDays', { reviewEveryDays: 3651 }],
    ['a person who is not there', 'personNotActive', 'responsible', { responsible: 'nobody' }],
    ['a person who is deactivated', 'personNotActive', 'responsible', { responsible: 'gone' }],
  ])('to %s is refused with the field named, and nothing is written', async (_, key, field, parts) => {
    const [start, before] = [await head(), await planOn('SF-08')]
    const refusal = await refusalOf(changePlan(database.db, await anEdit('SF-08', parts), by('a'), TODAY))
    expect(refusal).toMatchObject({ code: 'INVALID', key, field })
    expect([await head(), await planOn('SF-08')]).toEqual([start, before])
  })

  test('leaves a person alone who was responsible and has gone since', async () => {
    await database.sql(`UPDATE "Commitment" SET "responsibleId" = 'gone' WHERE ref = 'SF-09'`)
    await changePlan(database.db, await anEdit('SF-09', { workingNotes: 'Still his.' }), by('a'), TODAY)
    expect(await planOn('SF-09')).toMatchObject({ responsible: 'gone', workingNotes: 'Still his.' })
  })

  test('sent twice is written once and answered alike', async () => {
    const [edit, author, start] = [await anEdit('SF-10', { workingNotes: 'Once.' }), by('a'), await head()]
    const send = () => changePlan(database.db, edit, author, TODAY)
    const answers = await Promise.all([send(), send(), send()])
    expect(new Set(answers.map(({ result }) => result.version)).size).toBe(1)
    expect(await head()).toBe(start + 1)
  })
})

describe('a review that found nothing new', () => {
  test('is noted with its day, once, and ends no silence', async () => {
    const quiet = async () =>
      (await listCommitments(database.db, aFilter({ quiet: true }), TODAY)).map(({ ref }) => ref)
    const before = await quiet()
    const [ref = ''] = before
    const start = await head()
    await markReviewed(database.db, { ref, reviewedOn: '2026-11-20' }, by('a'), TODAY)
    await markReviewed(database.db, { ref, reviewedOn: '2026-11-20' }, by('b'), TODAY)
    expect(await fieldsOn(ref)).toMatchObject({ reviewedOn: '2026-11-20' })
    expect(await since(start)).toEqual([
      {
        actor: 'user:a',
        action: 'plan.reviewed',
        subject: ref,
        item: ref,
        data: { reviewedOn: '2026-11-20' },
        before: { reviewedOn: null },
      },
    ])
    expect(await quiet()).toEqual(before)
  })

  test.each(['2023-11-14', '2026-11-23'])('is refused on %s', async (reviewedOn) => {
    const refusal = await refusalOf(markReviewed(database.db, { ref: 'SF-04', reviewedOn }, by('a'), TODAY))
    expect(refusal).toMatchObject({
      code: 'INVALID',
      key: 'dayOutside',
      field: 'reviewedOn',
      values: { from: SUMMIT, to: TODAY },
    })
  })
})

describe('undoing', () => {
  test('brings back the changed fields, and no others', async () => {
    const ref = 'SF-11'
    await changePlan(database.db, await anEdit(ref, { workingNotes: 'Before.' }), by('a'), TODAY)
    const before = await fieldsOn(ref)
    const parts = { plannedStepEn: 'Meet.', plannedStepOn: '2027-03-01', responsible: 'viewer' }
    const author = by('a')
    await changePlan(database.db, await anEdit(ref, parts), author, TODAY)
    const start = await head()
    await undo(database.db, author.submission ?? '', by('a'), TODAY)
    expect(await fieldsOn(ref)).toEqual(before)
    expect(await since(start)).toEqual([
      expect.objectContaining({
        action: 'plan.undone',
        subject: ref,
        item: ref,
        data: { plannedStepEn: null, plannedStepOn: null, responsible: null },
        before: parts,
        reason: expect.any(String),
      }),
    ])
  })

  test('brings back the day of the review before', async () => {
    const [ref, author] = ['SF-12', by('a')]
    await markReviewed(database.db, { ref, reviewedOn: '2026-01-01' }, by('a'), TODAY)
    await markReviewed(database.db, { ref, reviewedOn: TODAY }, author, TODAY)
    await undo(database.db, author.submission ?? '', by('a'), TODAY)
    expect(await fieldsOn(ref)).toMatchObject({ reviewedOn: '2026-01-01' })
  })

  test('is refused once somebody has changed anything since, and where nothing was changed', async () => {
    const [ref, author, empty] = ['SF-13', by('a'), by('a')]
    await changePlan(database.db, await anEdit(ref, { workingNotes: 'Mine.' }), author, TODAY)
    await markReviewed(database.db, { ref, reviewedOn: TODAY }, by('b'), TODAY)
    await changePlan(database.db, await anEdit(ref, {}), empty, TODAY)
    for (const { submission } of [author, empty])
      expect(await refusalOf(undo(database.db, submission ?? '', by('a'), TODAY))).toMatchObject({ key: 'undoTooLate' })
    expect(await fieldsOn(ref)).toMatchObject({ workingNotes: 'Mine.' })
  })
})

test('two people at the same fields lose no acknowledged change, and the chain holds', async () => {
  const ref = 'SF-14'
  const acknowledged: Partial<Plan>[] = []
  const start = await head()
  for (let round = 0; round < 10; round += 1) {
    const base = await planOn(ref)
    const edits: Partial<Plan>[] = [
      { workingNotes: `a ${round}` },
      { workingNotes: `b ${round}` },
      { reviewEveryDays: round + 1 },
    ]
    const outcomes = await Promise.allSettled(
      edits.map(async (parts) => changePlan(database.db, await anEdit(ref, parts, base), by('x'), TODAY)),
    )
    outcomes.forEach((outcome, index) => {
      if (outcome.status === 'fulfilled') acknowledged.push(edits[index] ?? {})
      else expect(outcome.reason).toMatchObject({ code: 'CONFLICT', key: 'planCollides' })
    })
    expect(await planOn(ref)).toMatchObject(Object.assign({}, ...acknowledged))
  }
  expect(acknowledged).toHaveLength(20)
  expect(await since(start)).toHaveLength(20)
  expect(await firstBreak(await listChanges(database.db))).toBeNull()
})
