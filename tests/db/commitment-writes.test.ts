import { beforeAll, describe, expect, test } from 'vitest'
import { importAgreement } from '@/lib/db/agreements/write'
import { countCommitments, findCommitment, listCommitments } from '@/lib/db/commitments/read'
import { suggestRef } from '@/lib/db/commitments/refs'
import { createCommitment, type NewCommitment } from '@/lib/db/commitments/write'
import { findDocument, listMarks } from '@/lib/db/documents'
import { parseAgreement } from '@/lib/import'
import type { Ambiguous } from '@/lib/quote'
import { countOf } from '@/lib/summary'
import { aCommitmentFile, aFilter, anAgreement, TODAY } from '@/tests/support/build'
import { firstBreak, listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { by, refusalOf, watching } from '@/tests/support/writing'

const SUMMIT_SLUG = 'san-francisco-2023'
const DOCUMENT = 'wang-yi-briefing-2023-11-15'
const database = ownDatabase({ seeded: true })
const text = { whole: '' }

beforeAll(async () => {
  text.whole = (await findDocument(database.db, DOCUMENT))?.text ?? ''
  const other = parseAgreement(
    anAgreement({
      commitments: [aCommitmentFile({ ref: 'T-01' })],
      followUps: [],
      text: '双方将定期举行磋商。再次磋商。\n',
    }),
    TODAY,
  )
  await importAgreement(database.db, other, { actor: 'test', today: TODAY })
})

/** Words that stand in the summit's document once. */
const aQuote = (start = 200) => ({ document: DOCUMENT, text: text.whole.slice(start, start + 60).trim(), start: null })
const aCommitment = async (parts: Partial<NewCommitment> = {}): Promise<NewCommitment> => ({
  agreement: SUMMIT_SLUG,
  domain: 'dialogue',
  ref: await suggestRef(database.db, SUMMIT_SLUG),
  type: 'MECHANISM',
  titleZh: '定期磋商',
  titleEn: 'Regular talks',
  quotes: [aQuote()],
  ...parts,
})
const { head, since } = watching(database)
const found = (ref: string) => findCommitment(database.db, ref, TODAY)
const counted = async () => countOf(await countCommitments(database.db, aFilter(), TODAY))
const rows = async () =>
  (
    await database.sql(`SELECT (SELECT count(*)::int FROM "Commitment") AS commitments,
      (SELECT count(*)::int FROM "Quote") AS quotes, (SELECT count(*)::int FROM "Change") AS changes,
      (SELECT count(*)::int FROM "Submission") AS submissions, (SELECT sum(version)::int FROM "Commitment") AS versions`)
  )[0]

describe('adding a commitment', () => {
  test('enters it unassessed at the end of its agreement, with one change in the shape of the import', async () => {
    const [start, before] = [await head(), await counted()]
    const draft = await aCommitment({ quotes: [aQuote(200), aQuote(230)] })
    expect(draft.ref).toBe('SF-30')
    await createCommitment(database.db, draft, by('a'))
    const made = await found('SF-30')
    expect(made).toMatchObject({ status: null, condition: 'ACTIVE', progress: null, version: 1, assessments: [] })
    for (const quote of made?.quotes ?? []) expect(text.whole.slice(quote.start, quote.end)).toBe(quote.text)
    expect(made?.quotes).toHaveLength(2)
    expect(await counted()).toBe(before + 1)
    const all = await listCommitments(database.db, aFilter({ agreement: [SUMMIT_SLUG] }), TODAY)
    expect(all.at(-1)?.ref).toBe('SF-30')
    const search = aFilter({ q: draft.quotes[0]?.text.slice(0, 12) })
    expect((await listCommitments(database.db, search, TODAY)).map(({ ref }) => ref)).toContain('SF-30')
    expect((await listMarks(database.db, DOCUMENT, aFilter(), TODAY)).map(({ ref }) => ref)).toContain('SF-30')

    const [entry, ...more] = await since(start)
    expect(more).toEqual([])
    expect(entry).toMatchObject({ actor: 'user:a', action: 'commitment.created', subject: 'SF-30', item: 'SF-30' })
    const imported = (await listChanges(database.db)).find((change) => change.entry.subject === 'SF-29')?.entry
    expect(Object.keys(entry?.data as object).sort()).toEqual(Object.keys(imported?.data as object).sort())
  })

  test('places a quote that stands there several times only where it is told', async () => {
    const quote = { document: 'test-text', text: '磋商', start: null }
    const parts = { agreement: 'test-2023', ref: 'T-02' }
    const refusal = await refusalOf(
      createCommitment(database.db, await aCommitment({ ...parts, quotes: [quote] }), by('a')),
    )
    expect(refusal).toMatchObject({
      code: 'INVALID',
      key: 'quoteAmbiguous',
      field: 'quotes.0.text',
      values: { count: 2 },
    })
    expect((refusal.current as Ambiguous).places[0]).toEqual([
      { start: 7, end: 9, before: '双方将定期举行', after: '。再次磋商。' },
      { start: 12, end: 14, before: '双方将定期举行磋商。再次', after: '。' },
    ])
    const elsewhere = await aCommitment({ ...parts, quotes: [{ ...quote, start: 8 }] })
    expect(await refusalOf(createCommitment(database.db, elsewhere, by('a')))).toMatchObject({ key: 'quoteAmbiguous' })
    await createCommitment(database.db, await aCommitment({ ...parts, quotes: [{ ...quote, start: 12 }] }), by('a'))
    expect((await found('T-02'))?.quotes[0]).toMatchObject({ start: 12, end: 14 })
  })

  test('overlapping words of others and of its own are allowed, the same words twice are not', async () => {
    const [mark] = await listMarks(database.db, DOCUMENT, aFilter(), TODAY)
    if (!mark) throw new Error('no mark')
    const over = { document: DOCUMENT, text: text.whole.slice(mark.start, mark.end + 4), start: mark.start }
    const within = { ...over, text: text.whole.slice(mark.start, mark.end) }
    await createCommitment(database.db, await aCommitment({ quotes: [over, within] }), by('a'))
    const twice = await refusalOf(createCommitment(database.db, await aCommitment({ quotes: [over, over] }), by('a')))
    expect(twice).toMatchObject({ key: 'quoteRepeated', field: 'quotes.1.text' })
  })

  test.each<[string, string, string, Partial<NewCommitment>]>([
    ['a ref that is taken', 'refTaken', 'ref', { ref: 'SF-09' }],
    ['a ref that is taken in other letters', 'refTaken', 'ref', { ref: 'sf-09' }],
    ['a ref of another agreement', 'refTaken', 'ref', { ref: 'T-01' }],
    ['the address of another page', 'refReserved', 'ref', { ref: 'New' }],
    ['a domain that its agreement does not have', 'domainOfAnother', 'domain', { domain: 'nowhere' }],
    ['a domain of another agreement', 'domainOfAnother', 'domain', { agreement: 'test-2023', domain: 'people' }],
    ['an agreement that is not there', 'notReadable', 'agreement', { agreement: 'nowhere' }],
    [
      'a document of another agreement',
      'documentOfAnother',
      'quotes.0.document',
      { quotes: [{ document: 'test-text', text: '双方将定期举行磋商', start: null }] },
    ],
    [
      'words that stand nowhere',
      'quoteNowhere',
      'quotes.0.text',
      { quotes: [{ document: DOCUMENT, text: 'xyzzy', start: null }] },
    ],
  ])('with %s is refused with the field named, and nothing is written', async (_, key, field, parts) => {
    const before = await rows()
    const refusal = await refusalOf(
      createCommitment(database.db, await aCommitment({ ref: 'FREE-1', ...parts }), by('a')),
    )
    expect(refusal).toMatchObject({ key, field })
    expect(await rows()).toEqual(before)
  })

  test('with words that are nearly right is told where they part from the document', async () => {
    const { text: right } = aQuote()
    const quotes = [aQuote(230), { document: DOCUMENT, text: `${right.slice(0, 20)}大概如此`, start: null }]
    const refusal = await refusalOf(createCommitment(database.db, await aCommitment({ quotes }), by('a')))
    expect(refusal).toMatchObject({ code: 'INVALID', key: 'quoteParts', field: 'quotes.1.text' })
    expect(right.slice(0, 20).endsWith(String(refusal.values.agreed))).toBe(true)
    expect(right.slice(20).startsWith(String(refusal.values.instead).slice(0, 5))).toBe(true)
  })

  test('sent twice, at once or later, gives one; two at once with one ref give one', async () => {
    const [draft, author] = [await aCommitment(), by('a')]
    const send = () => createCommitment(database.db, draft, author)
    const before = await counted()
    const answers = [...(await Promise.all([send(), send()])), await send()]
    expect(new Set(answers.map(({ result }) => result.ref))).toEqual(new Set([draft.ref]))
    const raced = await aCommitment()
    const outcomes = await Promise.allSettled(['b', 'c'].map((who) => createCommitment(database.db, raced, by(who))))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await counted()).toBe(before + 2)
  })
})

test('the chain holds after all of it', async () => {
  expect(await firstBreak(await listChanges(database.db))).toBeNull()
})
