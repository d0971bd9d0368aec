import { refsInView } from './pages'
import { read, refsFromApi } from './read'
import { expect, test } from './test'

const DOMAINS = ['guiding-principles', 'dialogue', 'people', 'global-governance', 'security', 'follow-through']
const DAY = '2024-07-18'

test('a number that was clicked opens its rows', async ({ page }) => {
  await page.goto('/zh/domains')
  const link = page.locator('tr[data-domain=dialogue] td a').last()
  const count = Number(await link.textContent())
  await link.click()
  await page.waitForURL('**/commitments?domain=dialogue')
  await expect(page.locator('tr[data-ref]')).toHaveCount(count)
})

for (const query of ['?', `?asOf=${DAY}`])
  test(`the lines of a domain end where its table stands (${query})`, async ({ request }) => {
    const page = await read(request, `/en/domains/security${query}`)
    const { items } = await (await request.get(`/api/v1/commitments${query}&domain=security`)).json()
    expect(page.refs()).toEqual(items.map((item: { ref: string }) => item.ref))
    for (const { ref, status, condition, followUps } of items) {
      const line = `[data-line="${ref}"]`
      const last = page.all(`${line} [data-status]`).at(-1)
      expect(last?.getAttribute('data-status'), ref).toBe(status)
      const halted = ['STALLED', 'SUSPENDED', 'REVERSED'].includes(condition)
      expect(last?.hasAttribute('data-halted'), ref).toBe(halted)
      expect(page.count(`${line} [data-dot=DIRECT]`), ref).toBe(followUps)
    }
  })

test('a reader walks through the domains in the order of the agreement, on the day they asked about', async ({
  page,
  request,
}) => {
  for (const [nth, slug] of DOMAINS.entries()) {
    const domain = await read(request, `/en/domains/${slug}?asOf=${DAY}`)
    const neighbours = (rel: string) => domain.attributes(`main a[rel=${rel}]`, 'href')
    const at = (other?: string) => (other ? [`/en/domains/${other}?asOf=${DAY}`] : [])
    expect(neighbours('prev'), slug).toEqual(at(DOMAINS[nth - 1]))
    expect(neighbours('next'), slug).toEqual(at(DOMAINS[nth + 1]))
  }
  await page.goto(`/en/domains/${DOMAINS[0]}?asOf=${DAY}`)
  await page.locator('main a[rel=next]').click()
  await page.waitForURL(`**/domains/${DOMAINS[1]}?asOf=${DAY}`)
})

test('a heading of a domain’s table sorts its commitments in the table of all', async ({ page, request }) => {
  await page.goto(`/en/domains/dialogue?asOf=${DAY}`)
  await page.getByRole('columnheader', { name: 'Progress' }).locator('button[form=sort]').click()
  await page.waitForURL('**/commitments?**')
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    domain: 'dialogue',
    asOf: DAY,
    sort: 'progress',
  })
  expect(await refsInView(page)).toEqual(await refsFromApi(request, page.url()))
})

test('a day before the agreement is a state of its own', async ({ request }) => {
  for (const path of ['domains', 'domains/dialogue']) {
    const page = await read(request, `/zh/${path}?asOf=2023-01-01`)
    expect(page.text('h1')).toBe('截至2023年1月1日尚无协议')
    expect(page.linksTo('查看今天')).toEqual([`/zh/${path}`])
  }
})
