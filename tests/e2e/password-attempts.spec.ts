import { hashOfToken, tokenFrom } from '../../lib/access-link'
import { SUBMISSION } from '../../lib/form'
import { LOCALES } from '../../lib/locale'
import { makeSetupLink } from '../../scripts/people.mjs'
import { startServer } from '../support/server'
import { fillNewcomer, inLanguage, newBrowser, OWNER, signIn, WORDS } from './account-forms'
import { ownLedger } from './ledger'
import { expect, test } from './test'

/** How long is waited for what must come: a machine that is busy is no fault. */
const POLLED = { timeout: 60_000 }

test.describe('attempts at a password', () => {
  const ledger = ownLedger()

  test('are limited for an account and a place, together over all processes, and for no other', async ({ browser }) => {
    const owner = await (await newBrowser(browser, ledger)).newPage()
    await owner.goto(inLanguage(await makeSetupLink(ledger.url, ledger.address), 'en'))
    await fillNewcomer(owner, 'en', OWNER)
    await owner.context().clearCookies({ name: 'accord.session_token' })

    const other = await startServer(ledger.url)
    try {
      const page = await (await newBrowser(browser, ledger)).newPage()
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        await page.goto(`${attempt % 2 ? ledger.address : other.address}/zh/sign-in`)
        await signIn(page, 'zh', { ...OWNER, password: `wrong pass phrase ${attempt}` })
        await expect(page.getByText(WORDS.zh.refused)).toBeVisible()
      }
      // Now even the right one has to wait, whichever process it is tried at.
      for (const address of [ledger.address, other.address])
        for (const locale of LOCALES) {
          await page.goto(`${address}/${locale}/sign-in`)
          await signIn(page, locale, OWNER)
          await expect(page.getByText(WORDS[locale].tooMany)).toBeVisible()
        }
      await page.goto(`${ledger.address}/en/sign-in`)
      await signIn(page, 'en', { email: 'nobody@example.org', password: 'wrong' })
      await expect(page.getByText(WORDS.en.refused)).toBeVisible()
      // The browser in which the owner signed in before is none of the stranger's business, though its network is the same.
      await owner.goto(`${ledger.address}/en/sign-in`)
      await signIn(owner, 'en', OWNER)
      await owner.waitForURL('**/en')
    } finally {
      await other.stop()
    }
  })

  test('never get into an address, even from a page that is not ready', async ({ browser }) => {
    const context = await newBrowser(browser, ledger, { javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/en/sign-in')
    await page.getByLabel(WORDS.en.email).fill(OWNER.email)
    await page.getByLabel(WORDS.en.password, { exact: true }).fill(OWNER.password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main').getByRole('button', { name: WORDS.en.signIn })).toBeDisabled()
    await expect(page.locator('main form')).toHaveAttribute('method', 'post')
    await expect(page).toHaveURL(`${ledger.address}/en/sign-in`)
    await context.close()
  })

  test('are limited for an address, which only a named proxy may tell', async () => {
    const behind = await startServer(ledger.url, { proxies: ['127.0.0.1'] })
    try {
      const attempt = async (address: string, from: string, n: number) => {
        const email = `guess-${from.replace(/\W/g, '-')}-${n}@example.org`
        const call = { page: '/en/sign-in', fields: { email, password: 'wrong', next: '' }, address }
        const { answer } = await ledger.act('signIn', call, { 'X-Forwarded-For': from })
        return answer?.code
      }
      // One network, many addresses of it.
      const outcomes: unknown[] = []
      for (let n = 1; n <= 21; n += 1) outcomes.push(await attempt(behind.address, `2001:db8:1:2::${n}`, n))
      expect(outcomes).toEqual([...Array(20).fill('UNAUTHENTICATED'), 'LIMITED'])
      expect(await attempt(behind.address, '2001:db8:1:3::1', 1)).toBe('UNAUTHENTICATED')
      // Who is no proxy is believed nothing: this one stays what the connection says.
      expect(await attempt(ledger.address, '2001:db8:1:2::1', 99)).toBe('UNAUTHENTICATED')
    } finally {
      await behind.stop()
    }
  })

  test('with the old password open no session that outlives it', async () => {
    const { id, email } = (await ledger.sql(`SELECT id, email FROM "User" WHERE email = '${OWNER.email}'`))[0]
    const token = tokenFrom(crypto.getRandomValues(new Uint8Array(32)))
    await ledger.sql(
      `INSERT INTO "AccessLink" (purpose, "tokenHash", "userId", "createdBy", "expiresAt")
       VALUES ('PASSWORD', $1, $2, 'operator', now() + interval '1 hour')`,
      [await hashOfToken(token), id],
    )
    await ledger.sql('DELETE FROM "RateLimit"')
    const waiting = async () => {
      const [row] = await ledger.sql(`SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`)
      return row.waiting
    }
    // A new password is set, all but committed, when the old one is checked: its last step is to take the chain's lock.
    await ledger.sql('SELECT pg_advisory_lock(4713, 1)')
    const set = ledger.act('setPasswordByLink', {
      page: '/en/password/x',
      fields: { token, password: 'a second pass phrase' },
    })
    await expect.poll(waiting, POLLED).toBe(1)
    let opened: Awaited<ReturnType<typeof ledger.act>> | null = null
    const opening = ledger
      .act('signIn', { page: '/en/sign-in', fields: { email, password: OWNER.password, next: '' } })
      .then((answer) => {
        opened = answer
      })
    await expect.poll(async () => opened !== null || (await waiting()) === 2, POLLED).toBe(true)
    await ledger.sql('SELECT pg_advisory_unlock(4713, 1)')
    expect((await set).answer).toMatchObject({ done: true })
    await opening
    expect(opened).toMatchObject({ answer: { done: false, code: 'UNAUTHENTICATED' } })
    expect(await ledger.sql('SELECT id FROM "Session" WHERE "userId" = $1', [id])).toEqual([])
  })

  test('that are sent with a used link are refused, and bounded; the form that used it is answered again', async () => {
    await ledger.sql('DELETE FROM "RateLimit"')
    const token = tokenFrom(crypto.getRandomValues(new Uint8Array(32)))
    await ledger.sql(
      `INSERT INTO "AccessLink" (purpose, "tokenHash", role, "createdBy", "expiresAt")
       VALUES ('INVITATION', $1, 'EDITOR', 'operator', now() + interval '1 hour')`,
      [await hashOfToken(token)],
    )
    const fields = { token, name: 'Wen Li', email: 'wen@example.org', password: 'a third pass phrase' }
    const join = async (more: Record<string, string> = {}) =>
      (await ledger.act('joinByLink', { page: '/en/join/x', fields: { ...fields, ...more } })).answer
    const sent = { [SUBMISSION]: crypto.randomUUID() }
    for (let time = 1; time <= 2; time += 1) expect(await join(sent)).toMatchObject({ done: true })
    expect(await ledger.sql(`SELECT role FROM "User" WHERE email = 'wen@example.org'`)).toEqual([{ role: 'EDITOR' }])
    const codes: unknown[] = []
    for (let n = 1; n <= 20; n += 1) codes.push((await join())?.code)
    expect(codes).toEqual([...Array(19).fill('CONFLICT'), 'LIMITED'])
    // A link that works is no matter of those.
    await ledger.sql('UPDATE "AccessLink" SET "usedAt" = NULL WHERE "tokenHash" = $1', [await hashOfToken(token)])
    expect(await join()).toMatchObject({ done: false, code: 'CONFLICT', problems: [{ field: 'email' }] })
  })
})
