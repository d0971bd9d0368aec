import { describe, expect, test } from 'vitest'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { SiteHeader } from '@/components/site/site-header'
import { Unavailable } from '@/components/site/unavailable'
import { ViewNotices } from '@/components/site/view-notices'
import { type Person, ROLES } from '@/lib/account'
import { LOCALES } from '@/lib/locale'
import { parseFilter } from '@/lib/parse-filter'
import { MESSAGES } from '@/lib/sentence'
import { TODAY } from '@/tests/support/build'
import { render } from '@/tests/support/render'
import { anAction } from '@/tests/support/shown'

describe.each(LOCALES)('the frame of every page in %s', (locale) => {
  const words = MESSAGES[locale]
  const other = locale === 'zh' ? 'en' : 'zh'
  const header = (person: Person | null | undefined, at = `/${locale}`) =>
    render(<SiteHeader locale={locale} theme="auto" person={person} signOut={anAction()} />, locale, at)

  test.each(['', '/commitments', '/domains', '/source', '/method', '/changes'])(
    'marks in its menu where one is: %s',
    (path) => {
      const page = header(null, `/${locale}${path}`)
      expect(page.attributes('nav a[aria-current=page]', 'href')).toEqual([`/${locale}${path}`])
      expect(page.slips()).toEqual([])
    },
  )

  test('leads to the same view in the other language', () => {
    const page = header(null, `/${locale}/commitments?status=UNDERWAY&asOf=2024-07-18`)
    expect(page.attributes('a[hreflang], a[lang]', 'href')).toEqual([
      `/${other}/commitments?status=UNDERWAY&asOf=2024-07-18`,
    ])
  })

  test('asks a stranger to sign in, and says nothing where that cannot be known', () => {
    expect(header(null).attributes('a[href*="/sign-in"]', 'href')).toHaveLength(1)
    expect(header(undefined).count('a[href*="/sign-in"]')).toBe(0)
  })

  test.each(ROLES)('offers a %s what is theirs', (role) => {
    const page = header({ id: 'wen', name: 'Wen Li', role })
    expect(page.linksTo(words.account.title)).toEqual([`/${locale}/account`])
    expect(page.linksTo(words.account.people)).toEqual(role === 'ADMIN' ? [`/${locale}/people`] : [])
    expect(page.count('a[href*="/sign-in"]')).toBe(0)
  })

  test('names each part of an address that was not understood, and the day that is not today', () => {
    const known = { agreements: [], domains: [], today: TODAY }
    const { problems } = parseFilter(new URLSearchParams('status=DONE&colour=red&page=0'), known)
    const page = render(<ViewNotices problems={problems} asOf="2024-07-18" todayHref="/back" />, locale)
    for (const field of ['status', 'colour', 'page']) expect(page.text('ul')).toContain(field)
    expect(page.text()).toContain(locale === 'zh' ? '2024年7月18日' : '18 Jul 2024')
    expect(page.linksTo(words.site.backToToday)).toEqual(['/back'])
    expect(render(<ViewNotices problems={[]} asOf={null} todayHref="/back" />, locale).text()).toBe('')
  })

  test('names no more than five of them, and says how many more there are', () => {
    const known = { agreements: [], domains: [], today: TODAY }
    const problemsOf = (count: number) =>
      parseFilter(new URLSearchParams(Array.from({ length: count }, (_, n) => [`colour${n}`, 'red'])), known).problems
    const notices = (count: number) =>
      render(<ViewNotices problems={problemsOf(count)} asOf={null} todayHref="/back" />, locale)
    expect(notices(5).count('li')).toBe(5)
    const page = notices(100)
    expect(page.count('li')).toBe(6)
    expect(page.text('ul')).toContain('colour4')
    expect(page.text('ul')).not.toContain('colour5')
    expect(page.text('ul')).toContain(locale === 'zh' ? '另有95处' : 'and 95 more')
  })

  test('leaves out of its links what others appended to the address', () => {
    const page = header(null, `/${locale}/commitments?utm_source=x&status=UNDERWAY&from=timeline`)
    expect(page.attributes('a[hreflang]', 'href')).toEqual([`/${other}/commitments?status=UNDERWAY`])
    const [signIn] = page.attributes('a[href*="/sign-in"]', 'href')
    expect(signIn).toBe(`/${locale}/sign-in?next=${encodeURIComponent(`/${locale}/commitments?status=UNDERWAY`)}`)
  })

  test('says that a ledger is empty, or that nothing had been agreed by a day', () => {
    const empty = render(<EmptyLedger before={null} todayHref="/back" />, locale)
    const before = render(<EmptyLedger before="2020-01-01" todayHref="/back" />, locale)
    expect(empty.headings()).toEqual([`h1 ${words.table.emptyTitle}`])
    expect(before.headings().join()).toContain(locale === 'zh' ? '2020年1月1日' : '1 Jan 2020')
    expect(before.attributes('a', 'href')).toEqual(['/back'])
  })

  test('says that it cannot serve for now, and offers to try again', () => {
    const page = render(<Unavailable />, locale)
    expect(page.headings()[0]).toMatch(/^h1 /)
    expect(page.slips()).toEqual([])
  })
})
