import { expect, test } from '@playwright/test'
import { refsInView } from './pages'

const VIEWS = [
  '',
  '?domain=dialogue,security&sort=-progress,ref',
  '?status=UNDERWAY,NO_RECORD&groupBy=type',
  '?q=%E6%B5%B7&condition=ACTIVE',
  '?quiet=yes&sort=lastFollowUpOn&asOf=2025-12-31',
  '?type=MECHANISM&asOf=2024-07-18&sort=titleZh',
]

for (const locale of ['zh', 'en'] as const)
  for (const view of VIEWS)
    test(`the export has exactly the rows in view: /${locale}/commitments${view}`, async ({ page, request }) => {
      await page.goto(`/${locale}/commitments${view}`)
      const link = page.getByRole('link', { name: /CSV/ })
      const response = await request.get((await link.getAttribute('href')) ?? '')
      expect(response.headers()['content-type']).toContain('text/csv')
      const asOf = new URL(page.url()).searchParams.get('asOf')
      expect(response.headers()['content-disposition']).toContain(
        `as-of-${asOf ?? new Date().toISOString().slice(0, 10)}.csv`,
      )
      const text = await response.text()
      expect(text.charCodeAt(0)).toBe(0xfeff)
      const [, ...lines] = text.trim().split('\r\n')
      expect(lines.map((line) => line.split(',')[0])).toEqual(await refsInView(page))
    })
