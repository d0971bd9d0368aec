import { describe, expect, test } from 'vitest'
import { importAgreement } from '@/lib/db/agreements/write'
import { listCommitments } from '@/lib/db/commitments/read'
import { findDocument, listDocuments, listMarks } from '@/lib/db/documents'
import { parseAgreement } from '@/lib/import'
import { aCommitmentFile, aFilter, aFollowUpFile, anAgreement, SUMMIT, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'

const BRIEFING = 'wang-yi-briefing-2023-11-15'

describe('a document of the first agreement', () => {
  const held = ownDatabase({ seeded: true })

  test('is found by its slug, with its text and whose it is', async () => {
    const document = await findDocument(held.db, BRIEFING)
    expect(document).toMatchObject({ agreement: 'san-francisco-2023', language: 'zh-CN', publishedOn: SUMMIT })
    expect(document?.text).toContain('对话合作上')
    expect(document).not.toHaveProperty('id')
  })

  test.each(['no-such-document', '', '%00', '\u0000', "x' OR true", BRIEFING.toUpperCase()])(
    'is not found by %j',
    async (slug) => {
      expect(await findDocument(held.db, slug)).toBeNull()
    },
  )

  test('is listed from the day its agreement was concluded', async () => {
    expect((await listDocuments(held.db, SUMMIT)).map(({ slug }) => slug)).toEqual([BRIEFING])
    expect(await listDocuments(held.db, '2023-11-14')).toEqual([])
  })

  test('has marks of all 29 commitments, in the order of the text, each to the letter what its quote says', async () => {
    const marks = await listMarks(held.db, BRIEFING, aFilter(), TODAY)
    const text = (await findDocument(held.db, BRIEFING))?.text ?? ''
    expect(new Set(marks.map((mark) => mark.ref)).size).toBe(29)
    expect(marks.map((mark) => mark.start)).toEqual(marks.map((mark) => mark.start).sort((a, b) => a - b))
    const words = new Map(marks.map((mark) => [mark.ref, text.slice(mark.start, mark.end)]))
    expect(words.get('SF-09')).toBe('军控和防扩散')
    expect(words.get('SF-28')).toBe('双方宣布成立中美禁毒合作工作组，开展禁毒合作')
    expect(marks.filter((mark) => mark.ref === 'SF-01')).toHaveLength(4)
  })

  test.each([
    aFilter(),
    aFilter({ asOf: SUMMIT }),
    aFilter({ asOf: '2024-07-18' }),
    aFilter({ status: ['UNDERWAY', 'FULFILLED'], domain: ['security'] }),
    aFilter({ condition: ['SUSPENDED'], asOf: '2024-07-18' }),
    aFilter({ condition: ['SUSPENDED'], asOf: '2024-07-16' }),
    aFilter({ asOf: '2023-11-14' }),
    aFilter({ pageSize: 1, page: 3 }),
  ])('marks exactly the rows that the same filter lists, as they stand on its day: %j', async (filter) => {
    const rows = await listCommitments(held.db, { ...filter, page: 1, pageSize: 500 }, TODAY)
    const marked = new Map(
      (await listMarks(held.db, BRIEFING, filter, TODAY)).map(({ start, end, ...item }) => [item.ref, item]),
    )
    expect(rows.map((row) => marked.get(row.ref))).toEqual(rows)
    expect(marked.size).toBe(rows.length)
  })
})

describe('in an agreement of two documents', () => {
  const held = ownDatabase()

  test('each has its own marks, framing words are no marks, and one that nothing quotes has none', async () => {
    const files = anAgreement({
      commitments: [aCommitmentFile({ framing: ['会晤于今日举行'] })],
      followUps: [aFollowUpFile()],
    })
    const { documents, ...agreement } = files.agreement as { documents: object[] }
    const parsed = parseAgreement(
      {
        ...files,
        agreement: {
          ...agreement,
          documents: [...documents, { ...documents[0], slug: 'unquoted', file: 'other.zh.txt' }],
        },
        texts: { ...files.texts, 'other.zh.txt': '另一份文件。' },
      },
      TODAY,
    )
    await importAgreement(held.db, parsed, { actor: 'test', today: TODAY })
    expect((await listDocuments(held.db, TODAY)).map(({ slug }) => slug)).toEqual(['test-text', 'unquoted'])
    const marks = await listMarks(held.db, 'test-text', aFilter(), TODAY)
    const text = (await findDocument(held.db, 'test-text'))?.text ?? ''
    expect(marks.map((mark) => text.slice(mark.start, mark.end))).toEqual(['双方将定期举行磋商'])
    expect(await listMarks(held.db, 'unquoted', aFilter(), TODAY)).toEqual([])

    await held.sql(`UPDATE "Commitment" SET "withdrawnAt" = now(), "withdrawnReason" = 'entered twice'`)
    expect(await listMarks(held.db, 'test-text', aFilter(), TODAY)).toEqual([])
  })
})
