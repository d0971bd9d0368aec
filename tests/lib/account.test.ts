import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOfToken, isToken, personIdFrom, tokenFrom } from '@/lib/access-link'
import { actorOf, LONGEST_PASSWORD, may, pathWithin, personIn, ROLES, SHORTEST_PASSWORD } from '@/lib/account'
import { deviceOf } from '@/lib/device'
import { emailAddress, newPassword, personName } from '@/lib/entry/account'
import { formatInstant } from '@/lib/instant'
import { networkOf } from '@/lib/network'
import { MESSAGES } from '@/lib/sentence'

describe('a role', () => {
  test('may do what the ones below it may', () => {
    const allowed = ROLES.map((role) => ROLES.filter((needs) => may({ id: 'x', name: 'X', role }, needs)))
    expect(allowed).toEqual([['VIEWER'], ['VIEWER', 'EDITOR'], ['VIEWER', 'EDITOR', 'ADMIN']])
    expect(ROLES.filter((needs) => may(null, needs))).toEqual([])
    expect(may(null, null)).toBe(true)
  })

  test('is named in both languages', () => {
    for (const messages of Object.values(MESSAGES)) expect(Object.keys(messages.role)).toEqual(ROLES)
  })
})

test('the record names a person by an id, and nobody by one word', () => {
  expect(actorOf({ id: 'abc' })).toBe('user:abc')
  expect(personIn('user:abc')).toBe('abc')
  for (const actor of [actorOf(null), 'rule v1', 'setup', 'operator', 'seed']) expect(personIn(actor)).toBeNull()
})

describe('the way on after signing in', () => {
  const home = '/zh'

  test.each([
    '/zh',
    '/en/commitments',
    '/en/commitments?status=FULFILLED,UNDERWAY&sort=-progress#x',
    '/zh/commitments/SF-09',
  ])('leads to %s of this ledger', (next) => expect(pathWithin(next, home)).toBe(next))

  test.each([
    '',
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/en\\..\\..\\evil.example',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'en/commitments',
    '/',
    '/fr/commitments',
    '/english',
    '/api/v1/commitments',
    '/en/../api/health',
    '/en/../../evil.example',
    '/en/..//evil.example',
    '/en/%2e%2e//evil.example',
    '/.//evil.example',
    '/en/\t/evil.example',
    '/\t/evil.example',
    '/en\n',
    ' /en',
    '/en/中',
    '/en/\u202e',
    '/en@evil.example',
    '@evil.example',
    '/en:80@evil.example',
  ])('does not lead to %j', (next) => expect(pathWithin(next, home)).toBe(home))

  test('stays on this ledger, whatever is asked for', () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      'en',
      'zh',
      ':',
      '@',
      '?',
      '#',
      'evil.example',
      '\t',
      ' ',
    )
    const address = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 12 }).map((parts) => `/en${parts.join('')}`),
    )
    fc.assert(
      fc.property(address, (next) => {
        const { origin, pathname } = new URL(pathWithin(next, home), 'https://ledger.example')
        return origin === 'https://ledger.example' && /^\/(zh|en)(\/|$)/.test(pathname)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('a name', () => {
  test.each([
    ['  王芳 ', '王芳'],
    ['Wen\n  Li', 'Wen Li'],
    ["O'Brien-Ŀ", "O'Brien-Ŀ"],
    ['<b>x</b>', '<b>x</b>'],
  ])('%j is kept as %j', (given, kept) => expect(personName.parse(given)).toBe(kept))

  test.each(['', '   ', 'x'.repeat(81), 'a\u202eb', 'a\u0000b', '\ud800', 7, null])('is not %j', (given) =>
    expect(personName.safeParse(given).success).toBe(false),
  )
})

describe('an e-mail address', () => {
  test('is kept in lower case', () => expect(emailAddress.parse(' Wen.Li@Example.ORG ')).toBe('wen.li@example.org'))

  test.each([
    '',
    'wen',
    'wen@',
    '@example.org',
    'a b@example.org',
    'wen@example',
    `${'x'.repeat(250)}@a.org`,
    'a@b.org\u0000',
  ])('is not %j', (given) => expect(emailAddress.safeParse(given).success).toBe(false))

  test('is asked for once where nothing is given', () =>
    expect(emailAddress.safeParse('').error?.issues).toHaveLength(1))
})

describe('a password', () => {
  test('has as many characters as the sentence about it says, and keeps its spaces', () => {
    expect(newPassword.parse(` ${'x'.repeat(SHORTEST_PASSWORD - 2)} `)).toHaveLength(SHORTEST_PASSWORD)
    for (const length of [0, SHORTEST_PASSWORD - 1, LONGEST_PASSWORD + 1])
      expect(newPassword.safeParse('x'.repeat(length)).success).toBe(false)
    for (const { errors } of Object.values(MESSAGES))
      expect(errors.passwordLength.match(/\d+/g)).toEqual([String(SHORTEST_PASSWORD), String(LONGEST_PASSWORD)])
  })
})

describe('a token', () => {
  test('is 256 bits in an address, and kept as another text', async () => {
    const token = tokenFrom(new Uint8Array(32).fill(251))
    expect(isToken(token)).toBe(true)
    expect(await hashOfToken(token)).toMatch(/^[0-9a-f]{64}$/)
    expect(await personIdFrom(token)).toMatch(/^[0-9a-f]{32}$/)
    expect(await hashOfToken(token)).not.toContain(await personIdFrom(token))
  })

  test.each(['', 'x', `${'a'.repeat(43)}.`, 'a'.repeat(44), `${'a'.repeat(42)}\n`])('is not %j', (text) =>
    expect(isToken(text)).toBe(false),
  )
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['', ''],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:2:ffff::', '2001:db8:1:2::/64'],
  ['not:an:address', 'not:an:address'],
])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network))

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge',
    'Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', 'Chrome', 'Linux'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18.0 Safari/605', 'Safari', 'macOS'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 MicroMessenger/8.0 Safari', 'WeChat', 'iOS'],
  ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox', 'Android'],
])('%s is a device', (agent, browser, system) => expect(deviceOf(agent)).toEqual({ browser, system }))

test.each([null, '', 'curl/8.0'])('%j names no device', (agent) => expect(deviceOf(agent)).toBeNull())

test('an instant is shown by the clock of a time zone', () => {
  const at = '2026-11-23T16:05:59.000Z'
  expect(formatInstant(at, 'en', 'UTC')).toBe('23 Nov 2026, 16:05')
  expect(formatInstant(at, 'zh', 'Asia/Shanghai')).toBe('2026年11月24日 00:05')
})
