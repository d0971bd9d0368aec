import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/error'
import { type AgreementFiles, parseAgreement } from '@/lib/import'
import { sentenceOf } from '@/lib/sentence'
import { aCommitmentFile, aFollowUpFile, anAgreement, aSource, TODAY } from '@/tests/support/build'
import { summit, summitFiles } from '@/tests/support/summit'

const refusalOf = (files: AgreementFiles) => {
  try {
    parseAgreement(files, TODAY)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('The files were accepted')
}
const withCommitment = (parts: Parameters<typeof aCommitmentFile>[0]) =>
  anAgreement({ commitments: [aCommitmentFile(parts)] })
const withFollowUp = (parts: object) => anAgreement({ followUps: [aFollowUpFile(parts)] })
const withAgreement = (parts: object) => anAgreement({ agreement: parts })

describe("an agreement's files", () => {
  test('are accepted when they are sound', () => {
    const { commitments, documents } = parseAgreement(anAgreement(), TODAY)
    expect(commitments[0]).toMatchObject({ ref: 'T-01', position: 1, bodies: [{ party: 'CN', zh: '外交部' }] })
    expect(commitments[0]?.followUps.map((followUp) => followUp.key)).toEqual(['first-meeting'])
    expect(documents[0]?.text).toContain('磋商')
  })

  test.each<[string, AgreementFiles, string, RegExp]>([
    [
      'a quote that is not verbatim',
      withCommitment({ quotes: ['双方将举行磋商'] }),
      'quoteNotVerbatim',
      /T-01.*双方将举行磋商/,
    ],
    ['a framing quote that is not verbatim', withCommitment({ framing: ['没有'] }), 'quoteNotVerbatim', /T-01.*没有/],
    ['a focus outside its quotes', withCommitment({ focus: '保持沟通' }), 'quoteNotVerbatim', /T-01.*保持沟通/],
    [
      'a point outside its quotes',
      withCommitment({ points: [{ n: 1, zh: '沟', en: 'c', sourceQuote: '保持沟通' }] }),
      'quoteNotVerbatim',
      /T-01.*保持沟通/,
    ],
    ['an unknown domain', withCommitment({ domain: 'nowhere' }), 'unknownReference', /T-01.*nowhere/],
    [
      'a body of an unknown party',
      withCommitment({ bodies: { fr: [{ zh: '外', en: 'F' }], basisZh: null, basisEn: null } }),
      'unknownReference',
      /T-01.*FR/,
    ],
    [
      'a follow-up of an unknown commitment',
      withFollowUp({ commitment: 'T-99' }),
      'unknownReference',
      /first-meeting.*T-99/,
    ],
    ['a follow-up reported by nobody', withFollowUp({ reportedBy: 'FR' }), 'unknownReference', /first-meeting.*FR/],
    [
      'a repeated ref',
      anAgreement({ commitments: [aCommitmentFile(), aCommitmentFile({ slug: 'other' })] }),
      'repeatedIdentity',
      /T-01/,
    ],
    [
      'a repeated slug',
      anAgreement({ commitments: [aCommitmentFile(), aCommitmentFile({ ref: 'T-02', slug: 't-01' })] }),
      'repeatedIdentity',
      /t-01/,
    ],
    [
      'a repeated key',
      anAgreement({ followUps: [aFollowUpFile(), aFollowUpFile()] }),
      'repeatedIdentity',
      /first-meeting/,
    ],
    [
      'a script for a link',
      withFollowUp({ sources: [aSource({ url: 'javascript:alert(1)' })] }),
      'fileMalformed',
      /first-meeting.*http/,
    ],
    [
      'a link with a space',
      withFollowUp({ sources: [aSource({ url: 'https://a b' })] }),
      'fileMalformed',
      /first-meeting.*http/,
    ],
    ['no source', withFollowUp({ sources: [] }), 'fileMalformed', /first-meeting.*sources/],
    ['Windows line ends', anAgreement({ text: '双方将定期举行磋商\r\n' }), 'lineEnds', /test\.zh\.txt/],
    ['a missing text', { ...anAgreement(), texts: {} }, 'fileMissing', /test\.zh\.txt/],
    ['a follow-up in the future', withFollowUp({ occurredOn: '2026-11-23' }), 'dayOutsideLife', /first-meeting/],
    ['a follow-up that ends in the future', withFollowUp({ endedOn: '2026-11-23' }), 'dayOutsideLife', /first-meeting/],
    ['a follow-up before the agreement', withFollowUp({ occurredOn: '2023-11-14' }), 'dayOutsideLife', /first-meeting/],
    [
      'a follow-up that ends before it begins',
      withFollowUp({ endedOn: '2024-01-17' }),
      'dayOutsideLife',
      /first-meeting/,
    ],
    [
      'a day that does not exist',
      withFollowUp({ occurredOn: '2024-02-30' }),
      'fileMalformed',
      /first-meeting.*YYYY-MM-DD/,
    ],
    ['an unknown field', withCommitment({ progress: 100 }), 'fileMalformed', /T-01.*progress/],
    ['an unknown type', withCommitment({ type: 'PROMISE' }), 'fileMalformed', /T-01.*type/],
    ['a ref of another form', withCommitment({ ref: '../etc' }), 'fileMalformed', /reference/],
    [
      'an unknown party of a document',
      withAgreement({ parties: [{ code: 'US', nameZh: '美', nameEn: 'US' }] }),
      'unknownReference',
      /test-text.*CN/,
    ],
    ['a list in place of an agreement', { ...anAgreement(), agreement: [] }, 'fileMalformed', /agreement\.json/],
    ['nothing in place of commitments', { ...anAgreement(), commitments: null }, 'fileMalformed', /commitments\.json/],
  ])('with %s are refused', (_, files, key, sentence) => {
    const refusal = refusalOf(files)
    expect([refusal.code, refusal.key]).toEqual(['INVALID', key])
    expect(sentenceOf(refusal, 'en')).toMatch(sentence)
    expect(sentenceOf(refusal, 'zh')).not.toBe(sentenceOf(refusal, 'en'))
  })

  test('place every quote of the first agreement where it stands', () => {
    const { documents, commitments } = summit()
    const textOf = new Map(documents.map((document) => [document.slug, document.text]))
    expect(commitments).toHaveLength(29)
    for (const { ref, quotes } of commitments) {
      expect(quotes.some((quote) => quote.role === 'OPERATIVE')).toBe(true)
      for (const { document, text, start, end, focusStart, focusEnd } of quotes) {
        expect(textOf.get(document)?.slice(start, end), ref).toBe(text)
        if (focusStart !== null && focusEnd !== null) {
          expect(focusStart).toBeGreaterThanOrEqual(start)
          expect(focusEnd).toBeLessThanOrEqual(end)
        }
      }
    }
  })

  test('count in UTF-16 units, also after a character that takes two', () => {
    const text = '𠀀双方将定期举行磋商'
    const { commitments } = parseAgreement(anAgreement({ text }), TODAY)
    const [quote] = commitments[0]?.quotes ?? []
    expect(quote).toMatchObject({ start: 2, end: text.length })
    expect(text.slice(quote?.start, quote?.end)).toBe(quote?.text)
  })

  test('of the first agreement are refused as soon as one character of a quote differs', () => {
    const files = summitFiles()
    const commitments = structuredClone(files.commitments) as { ref: string; quotes: string[] }[]
    const last = commitments.at(-1)
    if (!last) throw new Error('no commitments')
    last.quotes[0] = `${last.quotes[0]}！`
    expect(refusalOf({ ...files, commitments }).values.ref).toBe('SF-29')
  })
})
