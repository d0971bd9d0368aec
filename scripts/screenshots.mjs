#!/usr/bin/env node
// Takes the pictures of the README (docs/screenshots/), or with --all every page in every form, of a running ledger:
//   npm run screenshots -- [--url http://127.0.0.1:3000] [--all] [--to folder]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { chromiumFlags, obtainChromium } from './chromium.mjs'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    all: { type: 'boolean', default: false },
    to: { type: 'string' },
  },
})
const folder = values.to ?? (values.all ? 'test-results/screenshots' : 'docs/screenshots')
mkdirSync(folder, { recursive: true })

const PAGES = {
  overview: '',
  'as-of': '?asOf=2024-07-18',
  table: '/commitments',
  grouped: '/commitments?domain=dialogue,security&sort=-progress&groupBy=status',
  notices: '/commitments?status=DONE&colour=red&asOf=2024-07-18',
  'no-match': '/commitments?q=xyzzy',
  'before-all': '/commitments?asOf=2023-01-01',
  suspended: '/commitments/SF-09',
  principles: '/commitments/SF-01',
  'most-followed': '/commitments/SF-28',
  'no-record': '/commitments/SF-11',
  'not-found': '/commitments/SF-99',
  source: '/source/wang-yi-briefing-2023-11-15',
  'source-passage': '/source/wang-yi-briefing-2023-11-15?asOf=2024-07-18&domain=dialogue#SF-09',
  'source-none-left': '/source/wang-yi-briefing-2023-11-15?status=UNASSESSED',
  domains: '/domains',
  domain: '/domains/dialogue',
  'domain-as-of': '/domains/security?asOf=2024-07-18',
  method: '/method',
}
const README = [
  { name: 'overview', locale: 'en', theme: 'light', width: 1440, height: 1290 },
  { name: 'table', locale: 'zh', theme: 'dark', width: 1440, height: 900 },
]
const every = Object.keys(PAGES).flatMap((name) =>
  ['zh', 'en'].flatMap((locale) =>
    ['light', 'dark'].flatMap((theme) => [390, 1440].map((width) => ({ name, locale, theme, width }))),
  ),
)

const browser = await chromium.launch({ executablePath: await obtainChromium(), args: chromiumFlags })
for (const { name, locale, theme, width, height = 900 } of values.all ? every : README) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme })
  await page.goto(`${values.url}/${locale}${PAGES[name]}`, { waitUntil: 'networkidle' })
  // The chart is drawn when it comes into view.
  if (await page.locator('[data-chart]').count()) {
    await page.locator('[data-chart]').first().scrollIntoViewIfNeeded()
    await page.locator('[data-chart] svg a').first().waitFor()
    await page.evaluate(() => scrollTo(0, 0))
  }
  const path = join(folder, values.all ? `${name}-${locale}-${theme}-${width}.png` : `${name}.png`)
  await page.screenshot({ path, fullPage: values.all })
  await page.close()
  console.log(path)
}
await browser.close()
