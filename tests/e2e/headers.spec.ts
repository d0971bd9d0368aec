import { test as unwatched } from '@playwright/test'
import { actionsOfBuild, callAction } from '../../drills/support/action-client'
import { startServer } from '../support/server'
import { summit } from '../support/summit'
import { ownLedger } from './ledger'
import { expect, test, violationsIn } from './test'

/** Pages, files, and what Next answers by itself. */
const ADDRESSES = [
  '/',
  '/en',
  '/zh/commitments',
  '/en/nowhere',
  '/en/people',
  '/en/%zz',
  '/en/commitments.csv',
  '/icon.svg',
  '/api/health',
  '/api/nowhere',
  '/api/%zz',
  '/api/v1/commitments?status=x',
  '/_next/nowhere',
  '/_next/image?url=x',
  '/_next/static/chunks/nowhere.js',
  '//example.org',
  '/en/',
]

test.describe('every answer', () => {
  for (const address of ADDRESSES)
    test(`${address} says what may run in it, and what may be done with it`, async ({ baseURL }) => {
      const answer = await fetch(baseURL + address, { redirect: 'manual' })
      const headers = Object.fromEntries(answer.headers)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('geolocation=()'),
      })
      expect(headers).not.toHaveProperty('x-powered-by')
      // Nothing is answered by way of another request to the ledger itself.
      expect(headers).not.toHaveProperty('x-middleware-rewrite')
      // For a browser that came without https it would mean nothing; for a ledger that has none, the end.
      expect(headers).not.toHaveProperty('strict-transport-security')

      const policy = policyOf(answer)
      expect(Object.keys(policy).sort()).toEqual(
        [
          'base-uri',
          'connect-src',
          'default-src',
          'font-src',
          'form-action',
          'frame-ancestors',
          'img-src',
          'manifest-src',
          'script-src',
          'style-src',
        ].sort(),
      )
      expect(policy).toMatchObject({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] })
      const [nonce = '', ...others] = policy['script-src'] ?? []
      expect(others).toEqual(["'strict-dynamic'"])
      // Every script of the page has it, and there is no handler in an attribute.
      const text = await answer.text()
      const scripts = text.match(/<script[^>]*>/g) ?? []
      for (const script of scripts) expect(`'nonce-${/nonce="([^"]+)"/.exec(script)?.[1]}'`).toBe(nonce)
      expect(text).not.toMatch(/<[^>]+\son\w+="/)
    })

  test('has a nonce of its own, whatever the request says', async ({ baseURL }) => {
    const chosen = "script-src 'nonce-Y2hvc2Vu'"
    const ask = async () =>
      policyOf(await fetch(`${baseURL}/en`, { headers: { 'Content-Security-Policy': chosen } }))['script-src']?.[0]
    const nonces = await Promise.all(Array.from({ length: 20 }, ask))
    expect(new Set(nonces).size).toBe(20)
    for (const nonce of nonces) expect(nonce).toMatch(/^'nonce-[A-Za-z0-9+/]{22}=='$/)
    expect(nonces).not.toContain("'nonce-Y2hvc2Vu'")
  })
})

unwatched('a script that got into a page does not run, and the browser tells of it', async ({ context, page }) => {
  const violations = violationsIn(context)
  await page.goto('/en/method')
  await page.evaluate(() => {
    const place = document.createElement('div')
    document.body.append(place)
    place.innerHTML = '<img src="/nowhere.png" onerror="document.title = \'taken over\'" alt="">'
  })
  await expect.poll(() => violations.length).toBeGreaterThan(0)
  expect(violations[0]).toMatch(/\/en\/method: .*script-src/)
  await expect(page).not.toHaveTitle('taken over')
})

test.describe('on https', () => {
  const url = 'https://ledger.example.org'
  const ledger = ownLedger(summit())
  const server = {} as Awaited<ReturnType<typeof startServer>>
  test.beforeAll(async () => {
    Object.assign(server, await startServer(ledger.url, { url, proxies: ['127.0.0.1'] }))
  })
  test.afterAll(() => server.stop?.())

  test('the browser is told to stay there', async () => {
    const { headers } = await fetch(`${server.address}/en`)
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
  })

  test('a cookie of the language is one that no other host can have set', async () => {
    const { headers } = await fetch(`${server.address}/zh`)
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-NEXT_LOCALE=zh; Path=\/; Secure; SameSite=lax$/i),
    ])
  })

  test('tastes are read from such cookies first', async () => {
    const ask = async (cookie: string) =>
      /<html[^>]*>/.exec(await (await fetch(`${server.address}/en`, { headers: { cookie } })).text())?.[0]
    expect(await ask('__Host-theme=dark; theme=light')).toContain('data-theme="dark"')
    expect(await ask('theme=light')).toContain('data-theme="light"')
    expect(await ask('__Host-theme=taken')).not.toContain('data-theme')
  })

  test('a form is taken from there alone, also where a proxy passes another host on', async () => {
    const send = async (Origin: string, more = {}) =>
      (
        await callAction({
          address: server.address,
          page: '/en/sign-in',
          action: actionsOfBuild().get('signIn') ?? '',
          fields: { email: 'nobody@example.org', password: 'a guess', next: '/en' },
          headers: { Origin, ...more },
        })
      ).answer
    expect(await send(url)).toMatchObject({ code: 'UNAUTHENTICATED' })
    // It is the host that Next compares; http is another site than https all the same.
    const passedOn = { 'X-Forwarded-Host': 'ledger.example.org' }
    expect(await send(url, passedOn)).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await send('http://ledger.example.org', passedOn)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await send(server.address)).toMatchObject({ code: 'FORBIDDEN' })
  })
})

/** The directives of an answer's Content-Security-Policy. */
const policyOf = ({ headers }: Response): Record<string, string[]> =>
  Object.fromEntries(
    (headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )
