import { readFileSync } from 'node:fs'
import type { APIRequestContext } from '@playwright/test'
import measureFiles from '@size-limit/file'
import sizeLimit from 'size-limit'
import { LOCALES } from '../../lib/locale'
import { expect, test } from './test'

/** The most JavaScript that a page may ask for before it can be used, in kB (1000 bytes) after gzip. */
const FIRST_LOAD = [
  { name: 'the overview', path: '', limit: 200 },
  { name: 'the table', path: '/commitments', limit: 200 },
  { name: 'an item', path: '/commitments/SF-28', limit: 200 },
  { name: 'the source', path: '/source/wang-yi-briefing-2023-11-15', limit: 200 },
  { name: 'a domain', path: '/domains/dialogue', limit: 200 },
]

/** The most that the overview may ask for on top, to draw its chart. */
const CHART = 130

for (const locale of LOCALES)
  for (const { name, path, limit } of FIRST_LOAD)
    test(`${name} needs at most ${limit} kB of JavaScript (${locale})`, async ({ request }) => {
      const files = await firstLoadOf(request, `/${locale}${path}`)
      expect(await kilobytesOf(files), files.join(' ')).toBeLessThanOrEqual(limit)
    })

test(`the chart of the overview comes later, and needs at most ${CHART} kB more`, async ({
  page,
  request,
  allowErrors,
}) => {
  allowErrors(/net::ERR_FAILED|Failed to fetch RSC payload/)
  const first = await firstLoadOf(request, '/en')
  const asked = new Set<string>()
  page.on('requestfinished', (one) => {
    if (one.resourceType() === 'script') asked.add(fileOf(one.url()))
  })
  // Pages that the reader may open next bring files of their own; without them, what is left is for the chart.
  await page.route('**/*_rsc=*', (route) => route.abort())
  await page.goto('/en')
  await page.locator('[data-chart] a').first().waitFor()

  const later = [...asked].filter((file) => !first.includes(file))
  expect(first.filter(drawsCharts)).toEqual([])
  expect(later.filter(drawsCharts)).not.toEqual([])
  expect(await kilobytesOf(later), later.join(' ')).toBeLessThanOrEqual(CHART)
})

/** The files that the HTML of a page asks for as scripts, but for those that only old browsers load. */
async function firstLoadOf(request: APIRequestContext, address: string): Promise<string[]> {
  const response = await request.get(address)
  expect(response.status(), address).toBe(200)
  const tags = (await response.text()).match(/<script\b[^>]*>/g) ?? []
  const modern = tags.filter((tag) => !/\snomodule\b/i.test(tag))
  return [...new Set(modern.flatMap((tag) => /\ssrc="([^"]+)"/.exec(tag)?.[1] ?? []))].map(fileOf)
}

/** Where the build keeps what is served at an address. */
function fileOf(address: string): string {
  const { pathname } = new URL(address, 'http://localhost')
  expect(pathname).toMatch(/^\/_next\/static\/.+\.js$/)
  return decodeURIComponent(pathname).replace('/_next/', '.next/')
}

const drawsCharts = (file: string) => readFileSync(file, 'utf8').includes('recharts')

async function kilobytesOf(files: string[]): Promise<number> {
  expect(files, 'no file is no measurement').not.toEqual([])
  const [measured] = (await sizeLimit(measureFiles, { checks: [{ files, gzip: true }] })) as { size: number }[]
  expect(measured?.size).toBeGreaterThan(0)
  return (measured?.size ?? Number.POSITIVE_INFINITY) / 1000
}
