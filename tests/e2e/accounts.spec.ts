import type { Browser, BrowserContext, Page } from '@playwright/test'
import { actionsOfBuild, callAction } from '../../drills/support/action-client'
import { LOCALES, type Locale } from '../../lib/locale'
import { makeSetupLink } from '../../scripts/people.mjs'
import { openLedger, startServer } from '../support/server'
import { expectReadable } from './axe'
import { enter, tabTo } from './by-keyboard'
import { endTls } from './end-tls'
import { expect, test } from './test'

const WORDS = {
  zh: {
    name: '姓名',
    email: '电子邮箱',
    password: '密码',
    presentPassword: '当前密码',
    newPassword: '新密码',
    create: '创建账户',
    signIn: '登录',
    signOut: '退出登录',
    account: '我的账户',
    people: '人员',
    menu: (name: string) => `账户：${name}`,
    manage: (name: string) => `管理：${name}`,
    role: '角色',
    viewer: '查看者',
    editor: '编辑',
    admin: '管理员',
    saveRole: '保存角色',
    roleSaved: '角色已保存',
    deactivate: '停用',
    reactivate: '恢复',
    passwordLink: '生成密码链接',
    setPassword: '设置密码',
    passwordSet: '新密码已设置',
    changePassword: '更改密码',
    passwordChanged: '密码已更改',
    invite: '生成邀请链接',
    revoke: /^撤销邀请/,
    revoked: '邀请已撤销。',
    endSession: /^结束第\d处登录：/,
    rename: '保存姓名',
    refused: '邮箱与密码不符，未能登录。',
    tooMany: /尝试次数过多。请在15分钟后再试。/,
    lastAdmin: /这是唯一在用的管理员/,
    signInFirst: '请先登录',
    notAllowed: '您无权查看此页',
    over: '此链接已不能使用',
    setUpAlready: '本台账已经启用',
    stale: /打开表单之后/,
  },
  en: {
    name: 'Name',
    email: 'E-mail address',
    password: 'Password',
    presentPassword: 'Present password',
    newPassword: 'New password',
    create: 'Create the account',
    signIn: 'Sign in',
    signOut: 'Sign out',
    account: 'Your account',
    people: 'People',
    menu: (name: string) => `Account: ${name}`,
    manage: (name: string) => `Manage ${name}`,
    role: 'Role',
    viewer: 'Viewer',
    editor: 'Editor',
    admin: 'Administrator',
    saveRole: 'Save the role',
    roleSaved: 'The role is saved',
    deactivate: 'Deactivate',
    reactivate: 'Reactivate',
    passwordLink: 'Make a password link',
    setPassword: 'Set the password',
    passwordSet: 'The new password is set',
    changePassword: 'Change the password',
    passwordChanged: 'The password is changed',
    invite: 'Make an invitation link',
    revoke: /^Revoke the invitation/,
    revoked: 'The invitation is revoked.',
    endSession: /^End session \d:/,
    rename: 'Save the name',
    refused: 'This address and this password do not open an account here.',
    tooMany: /too many attempts\. Try again in 15 minutes\./,
    lastAdmin: /This is the only active administrator/,
    signInFirst: 'Sign in first',
    notAllowed: 'This page is not open to you',
    over: 'This link cannot be used any more',
    setUpAlready: 'This ledger has been set up',
    stale: /has changed since you opened this form/,
  },
} as const

const OWNER = { name: '王芳', email: 'wang@example.org', password: 'the first pass phrase' }
const EDITOR = { name: 'Wen Li', email: 'wen@example.org', password: 'another pass phrase' }

type Ledger = Awaited<ReturnType<typeof openLedger>>

/** An empty ledger of its own for the tests of a `describe`, which run one after another. */
function ownLedger(): Ledger {
  const held = {} as Ledger
  test.describe.configure({ mode: 'serial' })
  test.beforeAll(async () => {
    Object.assign(held, await openLedger())
  })
  test.afterAll(() => held.close?.())
  return held
}

/** Somebody's browser, with nobody signed in. It is not told of changes, so that a page in it can be an older one. */
async function newBrowser(browser: Browser, ledger: Ledger, options: object = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: ledger.address, ...options })
  await context.route('**/api/events', (route) => route.abort())
  return context
}

/** A link without a language, opened in one. */
const inLanguage = (link: string, locale: Locale) => link.replace(/^(https?:\/\/[^/]+)/, `$1/${locale}`)

async function fillNewcomer(page: Page, locale: Locale, who: typeof OWNER): Promise<void> {
  const words = WORDS[locale]
  await page.getByLabel(words.name, { exact: true }).fill(who.name)
  await page.getByLabel(words.email).fill(who.email)
  await page.getByLabel(words.password, { exact: true }).fill(who.password)
  await page.getByRole('button', { name: words.create }).click()
  await page.waitForURL(new RegExp(`/${locale}$`))
}

async function signIn(page: Page, locale: Locale, { email, password }: Pick<typeof OWNER, 'email' | 'password'>) {
  const words = WORDS[locale]
  await page.getByLabel(words.email).fill(email)
  await page.getByLabel(words.password, { exact: true }).fill(password)
  await page.getByRole('main').getByRole('button', { name: words.signIn }).click()
}

/** The page of people, with what can be done for one of them in sight. */
async function managing(page: Page, locale: Locale, email: string) {
  await page.goto(`/${locale}/people`)
  const card = page.locator(`[data-person="${email}"]`)
  await card.locator('summary').click()
  return card
}

async function expectStatus(page: Page, path: string, status: number): Promise<void> {
  expect((await page.goto(path))?.status(), path).toBe(status)
}

for (const locale of LOCALES) {
  const words = WORDS[locale]

  test.describe(`accounts (${locale})`, () => {
    const ledger = ownLedger()

    test('from the setup link to a new password', async ({ browser }) => {
      test.setTimeout(180_000)
      const owner = await (await newBrowser(browser, ledger)).newPage()
      const editor = await (await newBrowser(browser, ledger)).newPage()
      const link = await makeSetupLink(ledger.url, ledger.address)
      let invitation = ''

      await test.step('the setup link makes the first administrator, once', async () => {
        expect((await owner.goto(inLanguage(link, locale)))?.status()).toBe(200)
        await expect(owner.locator('meta[name=referrer]')).toHaveAttribute('content', 'no-referrer')
        await expect(owner.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/)
        await fillNewcomer(owner, locale, OWNER)
        await expect(owner.getByLabel(words.menu(OWNER.name))).toBeVisible()
        await editor.goto(inLanguage(link, locale))
        await expect(editor.getByRole('heading', { level: 1, name: words.setUpAlready })).toBeVisible()
      })

      await test.step('people are for administrators: who is nobody is asked to sign in, and comes back', async () => {
        await expectStatus(editor, `/${locale}/people`, 401)
        await expect(editor.getByRole('heading', { level: 1, name: words.signInFirst })).toBeVisible()
        expect(await editor.content()).not.toContain(OWNER.email)
        await expect(editor.getByRole('main').getByRole('link', { name: words.signIn })).toHaveAttribute(
          'href',
          `/${locale}/sign-in?next=${encodeURIComponent(`/${locale}/people`)}`,
        )
      })

      await test.step('an invitation is made, revoked, and another one taken up', async () => {
        await owner.goto(`/${locale}`)
        await owner.getByLabel(words.menu(OWNER.name)).click()
        await owner.getByRole('link', { name: words.people }).click()
        const made = owner.locator('input[readonly]')
        await owner.getByRole('button', { name: words.invite }).click()
        await expect(made).toBeFocused()
        const revoked = await made.inputValue()
        await owner.getByRole('button', { name: words.revoke }).click()
        await expect(owner.getByText(words.revoked)).toBeVisible()
        await expect(owner.getByRole('button', { name: words.revoke })).toHaveCount(0)
        await editor.goto(inLanguage(revoked, locale))
        await expect(editor.getByRole('heading', { level: 1, name: words.over })).toBeVisible()

        await owner.getByRole('button', { name: words.invite }).click()
        await expect(made).not.toHaveValue(revoked)
        invitation = await made.inputValue()
        await editor.goto(inLanguage(invitation, locale))
        await expect(editor.getByRole('main')).toContainText(words.editor)
        await fillNewcomer(editor, locale, EDITOR)
        await expect(editor.getByLabel(words.menu(EDITOR.name))).toBeVisible()
        await editor.goto(inLanguage(invitation, locale))
        await expect(editor.getByRole('heading', { level: 1, name: words.over })).toBeVisible()
      })

      await test.step('an editor may not see people, and nothing of them leaks', async () => {
        await expectStatus(editor, `/${locale}/people`, 403)
        await expect(editor.getByRole('heading', { level: 1, name: words.notAllowed })).toBeVisible()
        expect(await editor.content()).not.toContain(OWNER.email)
      })

      await test.step('a role holds from the next request on', async () => {
        const card = await managing(owner, locale, EDITOR.email)
        await card.getByLabel(words.role, { exact: true }).selectOption({ label: words.admin })
        await card.getByRole('button', { name: words.saveRole }).click()
        await expect(card.getByText(words.roleSaved)).toBeVisible()
        await expectStatus(editor, `/${locale}/people`, 200)

        // Whatever the raised one has open does not work any more once they are lowered again.
        await card.getByLabel(words.role, { exact: true }).selectOption({ label: words.viewer })
        await card.getByRole('button', { name: words.saveRole }).click()
        await expect(card.locator('summary')).toContainText(words.viewer)
        await editor.getByRole('button', { name: words.invite }).click()
        await expect(editor.getByRole('alert').first()).toBeVisible()
        await expect(editor.locator('input[readonly]')).toHaveCount(0)
        await expectStatus(editor, `/${locale}/people`, 403)
      })

      await test.step('so does a deactivation; an older page is told that it is one', async () => {
        const stale = await managing(await owner.context().newPage(), locale, EDITOR.email)
        const card = await managing(owner, locale, EDITOR.email)
        await card.getByRole('button', { name: words.deactivate }).click()
        await expect(card.getByRole('button', { name: words.reactivate })).toBeVisible()
        await expectStatus(editor, `/${locale}/account`, 401)
        await editor.goto(`/${locale}/sign-in`)
        await signIn(editor, locale, EDITOR)
        await expect(editor.getByText(words.refused)).toBeVisible()

        await stale.getByRole('button', { name: words.saveRole }).click()
        await expect(stale.getByText(words.stale)).toBeVisible()
        await stale.page().close()
        await card.getByRole('button', { name: words.reactivate }).click()
        await expect(card.getByRole('button', { name: words.deactivate })).toBeVisible()
      })

      await test.step('signing in leads on within the ledger, and nowhere else', async () => {
        await editor.goto(`/${locale}/sign-in?next=${encodeURIComponent('//evil.example/')}`)
        await signIn(editor, locale, EDITOR)
        await editor.waitForURL(`${ledger.address}/${locale}`)
        await editor.getByLabel(words.menu(EDITOR.name)).click()
        await editor.getByRole('button', { name: words.signOut }).click()
        await expect(editor.getByRole('banner').getByRole('link', { name: words.signIn })).toBeVisible()
        await expectStatus(editor, `/${locale}/account`, 401)
        await editor.getByRole('main').getByRole('link', { name: words.signIn }).click()
        await signIn(editor, locale, { ...EDITOR, email: EDITOR.email.toUpperCase() })
        await editor.waitForURL(`**/${locale}/account`)
      })

      await test.step('a new password by a link ends every session, and works at once', async () => {
        const card = await managing(owner, locale, EDITOR.email)
        await card.getByRole('button', { name: words.passwordLink }).click()
        const password = await card.locator('input[readonly]').inputValue()
        const elsewhere = await (await newBrowser(browser, ledger)).newPage()
        await elsewhere.goto(inLanguage(password, locale))
        await expect(elsewhere.locator('meta[name=referrer]')).toHaveAttribute('content', 'no-referrer')
        await elsewhere.getByLabel(words.newPassword, { exact: true }).fill('a third pass phrase')
        await elsewhere.getByRole('button', { name: words.setPassword }).click()
        await expect(elsewhere.getByText(words.passwordSet)).toBeVisible()
        await expectStatus(editor, `/${locale}/account`, 401)
        await elsewhere.getByRole('main').getByRole('link', { name: words.signIn }).click()
        await signIn(elsewhere, locale, EDITOR)
        await expect(elsewhere.getByText(words.refused)).toBeVisible()
        await signIn(elsewhere, locale, { ...EDITOR, password: 'a third pass phrase' })
        await elsewhere.waitForURL(`**/${locale}`)
        await elsewhere.goto(inLanguage(password, locale))
        await expect(elsewhere.getByRole('heading', { level: 1, name: words.over })).toBeVisible()
        await elsewhere.context().close()
      })

      await test.step('one’s own name, sessions and password', async () => {
        await editor.goto(`/${locale}/sign-in`)
        await signIn(editor, locale, { ...EDITOR, password: 'a third pass phrase' })
        await editor.waitForURL(`**/${locale}`)
        await editor.goto(`/${locale}/account`)
        await editor.getByRole('textbox', { name: words.name, exact: true }).fill('李雯')
        await editor.getByRole('button', { name: words.rename }).click()
        await expect(editor.getByLabel(words.menu('李雯'))).toBeVisible()

        await expect(editor.getByText('127.0.0.1')).toHaveCount(2)
        await editor.getByRole('button', { name: words.endSession }).click()
        await expect(editor.getByText('127.0.0.1')).toHaveCount(1)

        const second = await (await newBrowser(browser, ledger)).newPage()
        await second.goto(`/${locale}/sign-in`)
        await signIn(second, locale, { ...EDITOR, password: 'a third pass phrase' })
        await second.waitForURL(`**/${locale}`)
        await editor.getByLabel(words.presentPassword, { exact: true }).fill('not this one at all')
        await editor.getByLabel(words.newPassword, { exact: true }).fill('a fourth pass phrase')
        await editor.getByRole('button', { name: words.changePassword }).click()
        await expect(editor.getByLabel(words.presentPassword, { exact: true })).toHaveAttribute('aria-invalid', 'true')
        await expectStatus(second, `/${locale}/account`, 200)
        await editor.getByLabel(words.presentPassword, { exact: true }).fill('a third pass phrase')
        await editor.getByRole('button', { name: words.changePassword }).click()
        await expect(editor.getByText(words.passwordChanged)).toBeVisible()
        await expectStatus(second, `/${locale}/account`, 401)
        await expectStatus(editor, `/${locale}/account`, 200)
      })

      await test.step('the last administrator stays', async () => {
        const card = await managing(owner, locale, OWNER.email)
        await card.getByRole('button', { name: words.deactivate }).click()
        await expect(card.getByText(words.lastAdmin)).toBeVisible()
        await expectStatus(owner, `/${locale}/people`, 200)
      })
    })

    for (const path of ['/people', '/account'])
      test(`axe finds nothing on ${path} in light and dark, and it fits a phone and a desk`, async ({ browser }) => {
        const context = await newBrowser(browser, ledger)
        const page = await context.newPage()
        await page.goto(`/${locale}/sign-in?next=/${locale}${path}`)
        await signIn(page, locale, OWNER)
        await page.waitForURL(`**/${locale}${path}`)
        if (path === '/people') {
          await page.getByRole('button', { name: words.invite }).click()
          await page.locator('input[readonly]').waitFor()
          await page.locator('[data-person] summary').first().click()
        }
        await page.getByLabel(words.menu(OWNER.name)).click()
        // It finds its side with the frame after the one that shows it.
        await expect(page.locator('details[open] > [data-panel][data-end]')).toBeVisible()
        await expectReadable(page)
        await context.close()
      })

    test('axe finds nothing on a refused form of a link, and it fits a phone and a desk', async ({ browser }) => {
      const context = await newBrowser(browser, ledger)
      const page = await context.newPage()
      await page.goto(`/${locale}/sign-in`)
      await signIn(page, locale, OWNER)
      await page.waitForURL(`**/${locale}`)
      await page.goto(`/${locale}/people`)
      await page.getByRole('button', { name: words.invite }).click()
      const invitation = await page.locator('input[readonly]').inputValue()
      const card = await managing(page, locale, EDITOR.email)
      await card.getByRole('button', { name: words.passwordLink }).click()
      const password = await card.locator('input[readonly]').inputValue()
      for (const [link, button] of [
        [invitation, words.create],
        [password, words.setPassword],
      ] as const) {
        await page.goto(inLanguage(link, locale))
        await page.getByRole('button', { name: button }).click()
        await expect(page.getByRole('alert').first()).toBeFocused()
        await expectReadable(page)
      }
      await context.close()
    })
  })
}

test.describe('attempts at a password', () => {
  const ledger = ownLedger()

  test('are limited for an account, together over all processes; other accounts are not', async ({ browser }) => {
    test.setTimeout(120_000)
    const owner = await (await newBrowser(browser, ledger)).newPage()
    await owner.goto(inLanguage(await makeSetupLink(ledger.url, ledger.address), 'en'))
    await fillNewcomer(owner, 'en', OWNER)
    await owner.context().clearCookies()

    const other = await startServer(ledger.url)
    try {
      const page = await (await newBrowser(browser, ledger)).newPage()
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        await page.goto(`${attempt % 2 ? ledger.address : other.address}/zh/sign-in`)
        await signIn(page, 'zh', { ...OWNER, password: `wrong pass phrase ${attempt}` })
        await expect(page.getByText(WORDS.zh.refused)).toBeVisible()
      }
      // Now even the right one has to wait, wherever it is tried.
      for (const address of [ledger.address, other.address])
        for (const locale of LOCALES) {
          await page.goto(`${address}/${locale}/sign-in`)
          await signIn(page, locale, OWNER)
          await expect(page.getByText(WORDS[locale].tooMany)).toBeVisible()
        }
      await page.goto(`${ledger.address}/en/sign-in`)
      await signIn(page, 'en', { email: 'nobody@example.org', password: 'wrong' })
      await expect(page.getByText(WORDS.en.refused)).toBeVisible()
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
    test.setTimeout(120_000)
    const behind = await startServer(ledger.url, { proxies: ['127.0.0.1'] })
    const open = await startServer(ledger.url)
    try {
      const attempt = async (address: string, from: string, n: number) => {
        const email = `guess-${from.replace(/\W/g, '-')}-${n}@example.org`
        const { answer } = await callAction({
          address,
          page: '/en/sign-in',
          action: actionsOfBuild().get('signIn') ?? '',
          fields: { email, password: 'wrong', next: '' },
          headers: { 'X-Forwarded-For': from },
        })
        return answer?.code
      }
      // One network, many addresses of it.
      const outcomes: unknown[] = []
      for (let n = 1; n <= 21; n += 1) outcomes.push(await attempt(behind.address, `2001:db8:1:2::${n}`, n))
      expect(outcomes).toEqual([...Array(20).fill('UNAUTHENTICATED'), 'LIMITED'])
      expect(await attempt(behind.address, '2001:db8:1:3::1', 1)).toBe('UNAUTHENTICATED')
      // Who is no proxy is believed nothing: this one stays what the connection says.
      expect(await attempt(open.address, '2001:db8:1:2::1', 99)).toBe('UNAUTHENTICATED')
    } finally {
      await Promise.all([behind.stop(), open.stop()])
    }
  })
})

test.describe('by keyboard alone', () => {
  const ledger = ownLedger()

  test('a ledger is set up, somebody invited, and the way out taken (zh)', async ({ page }) => {
    test.setTimeout(120_000)
    const words = WORDS.zh
    await page.goto(inLanguage(await makeSetupLink(ledger.url, ledger.address), 'zh'))
    await enter(page, page.getByRole('button', { name: words.create }))
    await expect(page.getByRole('alert').first()).toBeFocused()
    await enter(page, page.getByRole('alert').getByRole('link').first())
    await expect(page.getByLabel(words.name, { exact: true })).toBeFocused()
    await page.keyboard.type(OWNER.name)
    await tabTo(page, page.getByLabel(words.email))
    await page.keyboard.type(OWNER.email)
    await tabTo(page, page.getByLabel(words.password, { exact: true }))
    await page.keyboard.type(OWNER.password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/zh')

    await enter(page, page.getByLabel(words.menu(OWNER.name)))
    await enter(page, page.getByRole('link', { name: words.people }))
    await page.waitForURL('**/zh/people')
    await enter(page, page.locator('[data-person] summary'))
    await expect(page.getByRole('button', { name: words.deactivate })).toBeVisible()
    await enter(page, page.getByRole('button', { name: words.invite }))
    await expect(page.locator('input[readonly]')).toBeFocused()

    await tabTo(page, page.getByLabel(words.menu(OWNER.name)), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await enter(page, page.getByRole('button', { name: words.signOut }))
    await page.waitForURL('**/zh')
    await enter(page, page.getByRole('banner').getByRole('link', { name: words.signIn }))
    await page.waitForURL('**/zh/sign-in**')
    await tabTo(page, page.getByLabel(words.email))
    await page.keyboard.type(OWNER.email)
    await tabTo(page, page.getByLabel(words.password, { exact: true }))
    await page.keyboard.type(OWNER.password)
    await page.keyboard.press('Control+Enter')
    await page.waitForURL('**/zh')
    await expect(page.getByLabel(words.menu(OWNER.name))).toBeVisible()
  })
})

test.describe('a session cookie', () => {
  test('is kept from scripts, other hosts and plain http where the ledger’s address is https', async ({ browser }) => {
    const url = 'https://ledger.example.org'
    const ledger = await openLedger()
    const secure = await startServer(ledger.url, { url, proxies: ['127.0.0.1'] })
    const context = await browser.newContext()
    try {
      await endTls(context, url, secure.address)
      const page = await context.newPage()
      await page.goto(inLanguage(await makeSetupLink(ledger.url, url), 'en'))
      await fillNewcomer(page, 'en', OWNER)
      await page.getByLabel('Theme').selectOption('dark')
      const ofHost = { secure: true, sameSite: 'Lax', path: '/', domain: 'ledger.example.org' }
      const cookies = new Map((await context.cookies()).map((cookie) => [cookie.name, cookie]))
      expect([...cookies.keys()].sort()).toEqual(['__Host-accord.session_token', '__Host-theme'])
      for (const cookie of cookies.values()) expect(cookie).toMatchObject(ofHost)
      expect(cookies.get('__Host-accord.session_token')).toMatchObject({ httpOnly: true })

      await page.goto(`${url}/en/people`)
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await page.getByRole('button', { name: WORDS.en.invite }).click()
      expect(await page.locator('input[readonly]').inputValue()).toMatch(/^https:\/\/ledger\.example\.org\/join\//)
      await page.getByLabel(WORDS.en.menu(OWNER.name)).click()
      await page.getByRole('button', { name: WORDS.en.signOut }).click()
      await expect(page.getByRole('link', { name: WORDS.en.signIn })).toBeVisible()
      expect((await context.cookies()).map(({ name }) => name)).not.toContain('__Host-accord.session_token')
    } finally {
      // Pages that are looked at beforehand may still be on their way.
      await context.unrouteAll({ behavior: 'ignoreErrors' })
      await context.close()
      await secure.stop()
      await ledger.close()
    }
  })

  test('leaves a page readable, and says so, while the database is away', async ({ browser }) => {
    const away = await startServer('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
    try {
      const context = await browser.newContext()
      await context.addCookies([{ name: 'accord.session_token', value: 'x.y', url: away.address }])
      const page = await context.newPage()
      await page.goto(`${away.address}/en/sign-in`)
      await expect(page.getByRole('banner')).toBeVisible()
      await context.close()
    } finally {
      await away.stop()
    }
  })
})
