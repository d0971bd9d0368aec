import { describe, expect, test } from 'vitest'
import { correctFollowUp, recordFollowUp, withdrawFollowUp } from '@/lib/db/follow-ups/write'
import { undo } from '@/lib/db/undo'
import { contentOf, type FollowUpDraft } from '@/lib/follow-up'
import { aFollowUp, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { by, refusalOf, resultOf, watching } from '@/tests/support/writing'

const database = ownDatabase({ seeded: true })
const { standing, head, since, rows } = watching(database)

const aNew = (parts: Partial<FollowUpDraft> = {}): FollowUpDraft =>
  contentOf(aFollowUp({ occurredOn: '2026-01-05', ...parts }))

async function add(ref: string, parts: Partial<FollowUpDraft> = {}, author = by('a')) {
  const { version } = await standing(ref)
  return resultOf(recordFollowUp(database.db, { ref, version, draft: aNew(parts) }, author, TODAY))
}
async function correct(ref: string, key: string, corrected: Partial<FollowUpDraft>, author = by('a')) {
  const { version } = await standing(ref)
  const edit = { ref, version, key, reason: 'It was misread.', corrected }
  return resultOf(correctFollowUp(database.db, edit, author, TODAY))
}
async function withdraw(ref: string, key: string, author = by('a')) {
  const { version } = await standing(ref)
  const edit = { ref, version, key, reason: 'It was another matter.' }
  return resultOf(withdrawFollowUp(database.db, edit, author, TODAY))
}
const _find = async (ref: string, key: string) =>
  (await standing(ref)).followUpList.find((followUp) => followUp.key === key) ?? null
const _versionsOf = async (ref: string, key: string) =>
  (await standing(ref)).followUpVersions.filter((version) => version.key === key)
/** The columns of the table that follow-ups make. */
const counted = async (ref: string) => {
  const { followUps, lastFollowUpOn, nextStep } = await standing(ref)
  return { followUps, lastFollowUpOn, nextStep }
}

describe('a follow-up that was withdrawn meanwhile', () => {
  test.each<[string, (ref: string, key: string, version: number) => Promise<unknown>]>([
    [
      'corrected',
      (ref, key, version) =>
        correctFollowUp(
          database.db,
          { ref, version, key, reason: 'A day off.', corrected: { noteEn: 'x' } },
          by('b'),
          TODAY,
        ),
    ],
    [
      'withdrawn',
      (ref, key, version) => withdrawFollowUp(database.db, { ref, version, key, reason: 'Twice.' }, by('b'), TODAY),
    ],
  ])('cannot be %s, from the older version or the present one', async (_, write) => {
    const ref = 'SF-14'
    const { key, version } = await add(ref)
    const withdrawn = await withdraw(ref, key)
    const before = await rows()
    for (const from of [version, withdrawn.version])
      expect(await refusalOf(write(ref, key, from))).toMatchObject({ code: 'CONFLICT', key: 'noFollowUp' })
    const stale = await refusalOf(write(ref, key, version))
    expect(stale.current).toMatchObject({ version: withdrawn.version, followUps: expect.any(Array) })
    expect(await rows()).toEqual(before)
  })

  test('nor one of another commitment', async () => {
    const { key } = await add('SF-15')
    expect(await refusalOf(withdraw('SF-16', key))).toMatchObject({ code: 'CONFLICT', key: 'noFollowUp' })
  })
})

test('a correction from an older version is told what the follow-up says now', async () => {
  const ref = 'SF-17'
  const { key, version } = await add(ref)
  await correct(ref, key, { effect: 'REPORTED' }, by('b'))
  const mine = { ref, version, key, reason: 'A day off.', corrected: { occurredOn: '2026-01-06' } }
  const refusal = await refusalOf(correctFollowUp(database.db, mine, by('a'), TODAY))
  const { followUps } = refusal.current as { followUps: { key: string; effect: string }[] }
  expect(refusal.key).toBe('staleVersion')
  expect(followUps.find((one) => one.key === key)).toMatchObject({ effect: 'REPORTED', occurredOn: '2026-01-05' })
})

test.each<[string, string, string, Partial<FollowUpDraft>]>([
  ['a day before the agreement', 'dayOutside', 'occurredOn', { occurredOn: '2023-11-14' }],
  ['a day in the future', 'dayOutside', 'occurredOn', { occurredOn: '2026-11-23' }],
  ['an end in the future', 'dayOutside', 'endedOn', { endedOn: '2026-11-23' }],
  ['an end before the start', 'daysOutOfOrder', 'endedOn', { endedOn: '2026-01-04' }],
  ['no summary', 'summaryMissing', 'summaryEn', { summaryZh: null, summaryEn: null }],
  ['no source', 'sourceMissing', 'sources', { sources: [] }],
  ['a reporter that the agreement does not know', 'notReadable', 'reportedBy', { reportedBy: 'FR' }],
])('%s is refused, added or corrected, and nothing is written', async (_, key, field, parts) => {
  const existing = (await standing('SF-09')).followUpList[0]?.key ?? ''
  const before = await rows()
  const refused = { code: 'INVALID', key, field }
  expect(await refusalOf(add('SF-09', parts))).toMatchObject(refused)
  expect(await refusalOf(correct('SF-09', existing, { ...aNew(), ...parts }))).toMatchObject(refused)
  expect(await rows()).toEqual(before)
})

type Write = (ref: string, key: string, author: ReturnType<typeof by>) => Promise<unknown>
const WRITES: [string, Write][] = [
  ['adding', (ref, _, author) => add(ref, { summaryEn: 'Another meeting.' }, author)],
  ['correcting', (ref, key, author) => correct(ref, key, { summaryEn: 'Another meeting.' }, author)],
  ['withdrawing', (ref, key, author) => withdraw(ref, key, author)],
]

describe.each(WRITES)('%s', (name, perform) => {
  test('twice with one form happens once, and is answered alike', async () => {
    const ref = 'SF-18'
    const { key } = await add(ref)
    const [author, { versions = 0 } = {}] = [by('a'), await rows()]
    const first = await perform(ref, key, author)
    const again = await Promise.all([perform(ref, key, author), perform(ref, key, author)])
    for (const answer of again) expect(answer).toEqual(first)
    expect((await rows())?.versions).toBe(Number(versions) + 1)
  })

  test('is undone by a record of its own, and everything reads as before', async () => {
    const ref = 'SF-19'
    const { key } = await add(ref)
    const readable = async () => ({ list: (await standing(ref)).followUpList, ...(await counted(ref)) })
    const [before, author] = [await readable(), by('a')]
    await perform(ref, key, author)
    expect(await readable()).not.toEqual(before)
    const start = await head()
    await undo(database.db, author.submission ?? '', by('a'), TODAY)
    expect(await readable()).toEqual(before)
    const [change, ...others] = await since(start)
    expect(others).toEqual([])
    const action = { adding: 'withdrawn', correcting: 'corrected', withdrawing: 'restored' }[name]
    expect(change).toMatchObject({ action: `followUp.${action}`, item: ref, reason: expect.stringContaining('Undone') })
    if (name === 'withdrawing') expect(change?.data).toEqual(before.list.find((followUp) => followUp.key === key))
  })
})
