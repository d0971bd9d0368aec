import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namesMeant, properAddress, properPath, typedName } from '@/lib/typed-address'

describe('an address under a language', () => {
  test.each([
    ['/zh-CN/commitments', '/zh/commitments'],
    ['/zh-Hans/method', '/zh/method'],
    ['/zh-Hans-CN/method', '/zh/method'],
    ['/zh-TW', '/zh'],
    ['/zh-Hant-HK/domains/dialogue', '/zh/domains/dialogue'],
    ['/zh_CN/changes', '/zh/changes'],
    ['/zh-cn/source', '/zh/source'],
    ['/ZH', '/zh'],
    ['/EN/Commitments', '/en/commitments'],
    ['/en-GB/commitments/SF-09', '/en/commitments/SF-09'],
    ['/en-us/', '/en'],
    ['/%EF%BD%9A%EF%BD%88/method', '/zh/method'],
    ['/zh%E3%80%82', '/zh'],
    ['/zh/commitments%E3%80%82', '/zh/commitments'],
    ['/zh/commitments.', '/zh/commitments'],
    ['/zh/commitments)', '/zh/commitments'],
    ['/zh/%EF%BC%88method%EF%BC%89', '/zh/method'],
    ['/zh/commitments.csv,', '/zh/commitments.csv'],
    ['/zh-CN/commitments.csv', '/zh/commitments.csv'],
    ['/en/commitments/NEW', '/en/commitments/new'],
    ['/en/commitments/SF-09/Assess.', '/en/commitments/SF-09/assess'],
    ['/en/commitments/SF-09/follow-ups/new%20', '/en/commitments/SF-09/follow-ups/new'],
    ['/en/commitments/SF-09/follow-ups/2024-a/Correct', '/en/commitments/SF-09/follow-ups/2024-a/correct'],
    ['/en/commitments/SF-09/%E3%80%82', '/en/commitments/SF-09'],
    ['/en/join/Abcdefghij_0123456-x.', '/en/join/Abcdefghij_0123456-x'],
    ['/en//method', '/en/method'],
  ])('%s is meant to be %s', (typed, proper) => expect(properPath(typed)).toBe(proper))

  test.each([
    '/',
    '/zh',
    '/en/commitments',
    '/en/commitments/SF-09.',
    '/en/commitments/sf-09',
    '/en/domains/Dialogue',
    '/en/nowhere.',
    '/en/source/..%2f',
    '/en/..',
    '/en/%5C',
    '/en/join/Abcdefghij_0123456-x',
    '/english',
    '/zhong',
    '/fr/commitments.',
    '/api/v1/commitments.',
    '/icon.svg.',
    '//evil.example',
    '//zh',
  ])('%s stays', (path) => expect(properPath(path)).toBeNull())

  test.each([
    ['/en/commitments/SF-09?asOf=2024-07-16%E3%80%82', '/en/commitments/SF-09?asOf=2024-07-16'],
    ['/en/commitments/SF-09?asOf=2024-07-16)', '/en/commitments/SF-09?asOf=2024-07-16'],
    ['/zh/commitments?asOf=2024-07-16.', '/zh/commitments?asOf=2024-07-16'],
    ['/zh/commitments?status=AGREED,UNDERWAY%EF%BC%89', '/zh/commitments?status=AGREED,UNDERWAY'],
    ['/en/commitments?q=AI.&domain=dialogue,', '/en/commitments?q=AI.&domain=dialogue'],
    ['/zh/commitments.csv?asOf=2024-07-16%E3%80%82', '/zh/commitments.csv?asOf=2024-07-16'],
    ['/en/changes?from=2026-11-01%E2%80%9D', '/en/changes?from=2026-11-01'],
    ['/zh-CN/commitments/SF-09?asOf=2024-07-16%20', '/zh/commitments/SF-09?asOf=2024-07-16'],
    ['/en/commitments/SF-09&from=timeline', '/en/commitments/SF-09?from=timeline'],
    ['/en/commitments/SF-09&utm_source=x&asOf=2024-07-16', '/en/commitments/SF-09?utm_source=x&asOf=2024-07-16'],
    ['/zh&from=timeline', '/zh?from=timeline'],
  ])('%s as a whole is meant to be %s', (typed, proper) => {
    expect(properAddress(typed)).toBe(proper)
    expect(properAddress(proper)).toBeNull()
  })

  test.each([
    '/en/commitments?q=AI.',
    '/en/commitments?q=%E2%80%9Cclimate%E2%80%9D',
    '/en/commitments?sort=-ref,title',
    '/en/commitments?asOf=%E3%80%82',
    '/en/commitments?asOf=%E3',
    '/en/sign-in?next=/en/',
    '/en?',
    '/api/v1/commitments?asOf=2024-07-16.',
    '/commitments&from=timeline',
  ])('%s stays as a whole', (url) => expect(properAddress(url)).toBeNull())

  test('leads to no other host, and to what is proper itself', () => {
    const piece = fc.oneof(
      fc.constantFrom('zh-CN', 'EN', 'zh', 'commitments', 'Method.', 'SF-09。', '', '..', '//evil.example', '\\evil'),
      fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed()),
    )
    fc.assert(
      fc.property(fc.array(piece.map(encodeURIComponent), { maxLength: 6 }), (pieces) => {
        const proper = properPath(`/${pieces.join('/')}`)
        if (proper === null) return
        expect(proper).toMatch(/^\/(zh|en)(\/[^/]|$)/)
        expect(new URL(proper, 'http://ledger.test').host).toBe('ledger.test')
        expect(properPath(proper)).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a name', () => {
  test.each([
    ...[...'。，、；：？！）〕】》」』”’…～·'].map((mark) => `SF-09${mark}`),
    ...[...'.,;:?!)]}>"\'*`|'].map((mark) => `SF-09${mark}`),
    ...[
      '(SF-09)',
      '（SF-09）',
      '「SF-09」',
      '“SF-09”。',
      '《SF-09》、',
      'SF-09 ',
      ' SF-09',
      'SF-09\u3000',
      'SF-09\u200b',
    ],
    ...['ＳＦ－０９', 'SF–09', 'SF‑09', 'SF−09', '\ufeffSF-09'],
  ])('typed as %s is SF-09', (typed) => expect(typedName(typed)).toBe('SF-09'))

  test('may have dots, hyphens and underscores at its end', () => {
    expect(namesMeant('SF-09.')).toEqual(['sf-09.', 'sf-09'])
    expect(namesMeant('_SF-09_')).toEqual(['_sf-09_', 'sf-09'])
    expect(namesMeant('SF-09_。')).toEqual(['sf-09_。', 'sf-09_', 'sf-09'])
  })

  test.each(['SF-99', '军', 'SF-09x', 'SF 09', "SF-09' OR 1=1"])('%s is nothing but itself', (typed) => {
    expect(typedName(typed)).toBe(typed)
  })
})
