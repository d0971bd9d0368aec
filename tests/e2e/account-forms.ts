import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { Locale } from '../../lib/locale'
import type { Ledger } from './ledger'
import { expect } from './test'

export const WORDS = {
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

export const OWNER = { name: '王芳', email: 'wang@example.org', password: 'the first pass phrase' }
export const EDITOR = { name: 'Wen Li', email: 'wen@example.org', password: 'another pass phrase' }

/** A stream of events that tells of none, and is not asked for again during a test. */
export const TELLING_NOTHING = { contentType: 'text/event-stream', body: 'retry: 600000\n\n' }

/** Somebody's browser, with nobody signed in. It is not told of changes, so that a page in it can be an older one. */
export async function newBrowser(browser: Browser, ledger: Ledger, options: object = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: ledger.address, ...options })
  await context.route('**/api/events', (route) => route.fulfill(TELLING_NOTHING))
  return context
}

/** A link without a language, opened in one. */
export const inLanguage = (link: string, locale: Locale) => link.replace(/^(https?:\/\/[^/]+)/, `$1/${locale}`)

export async function fillNewcomer(page: Page, locale: Locale, who: typeof OWNER): Promise<void> {
  const words = WORDS[locale]
  await page.getByLabel(words.name, { exact: true }).fill(who.name)
  await page.getByLabel(words.email).fill(who.email)
  await page.getByLabel(words.password, { exact: true }).fill(who.password)
  await page.getByRole('button', { name: words.create }).click()
  await page.waitForURL(new RegExp(`/${locale}$`))
}

export async function signIn(
  page: Page,
  locale: Locale,
  { email, password }: Pick<typeof OWNER, 'email' | 'password'>,
) {
  const words = WORDS[locale]
  await page.getByLabel(words.email).fill(email)
  await page.getByLabel(words.password, { exact: true }).fill(password)
  await page.getByRole('main').getByRole('button', { name: words.signIn }).click()
}

/** The page of people, with what can be done for one of them in sight. */
export async function managing(page: Page, locale: Locale, email: string) {
  await page.goto(`/${locale}/people`)
  const card = page.locator(`[data-person="${email}"]`)
  await card.locator('summary').click()
  return card
}

/** Opens a page, which is answered with this status. */
export async function visit(page: Page, path: string, status: number): Promise<void> {
  expect((await page.goto(path))?.status(), path).toBe(status)
}

/** Holds that a page would be answered with this status, without opening it. */
export async function expectStatus(page: Page, path: string, status: number): Promise<void> {
  expect((await page.request.get(path)).status(), path).toBe(status)
}
