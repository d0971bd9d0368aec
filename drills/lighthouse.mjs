#!/usr/bin/env node
// Measures a running ledger with Lighthouse, on a desktop and on a phone, and fails where it misses its thresholds:
//   npm run lighthouse -- [--url http://127.0.0.1:3000] [--runs 3] [--only /en,/zh] [--to folder for all reports]
// Lighthouse is fetched into npm's cache when this is run, and is no dependency: it brings 200 packages and 185 MB,
// which nobody needs who runs or tests the ledger. Only a machine that does nothing else gives fair performance.
import '../scripts/require-node.mjs'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromiumFlags, obtainChromium } from '../scripts/chromium.mjs'
import { runNode } from '../scripts/command.mjs'
import { Failure } from '../scripts/failure.mjs'
import { beforeLeaving, conduct, leave } from '../scripts/shutdown.mjs'

const VERSION = '12.8.2'
const PAGES = [
  '/en',
  '/zh',
  '/en/commitments',
  '/en/commitments/SF-28',
  '/en/source/wang-yi-briefing-2023-11-15',
  '/en/domains/dialogue',
]
const PRESETS = [
  { name: 'desktop', args: ['--preset=desktop'], performance: 95 },
  { name: 'mobile', args: [], performance: 85 },
]
const FLAWLESS = { accessibility: 'accessibility', 'best-practices': 'best practices', seo: 'SEO' }
const MOST_SHIFT = 0.02
/** Milliseconds. Whatever takes longer is killed, and ends the whole. */
const PATIENCE = { fetch: 300_000, run: 120_000 }

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
    to: { type: 'string' },
  },
})

await conduct({ codeOnSignal: 130 }, async () => {
  const chromium = await obtainChromium()
  const folder = values.to ? resolve(values.to) : mkdtempSync(join(tmpdir(), 'accord-lighthouse-'))
  mkdirSync(folder, { recursive: true })
  if (!values.to) beforeLeaving(() => rmSync(folder, { recursive: true, force: true }))
  await lighthouse(['--version'], chromium, PATIENCE.fetch)

  let missed = 0
  for (const page of values.only?.split(',') ?? PAGES)
    for (const preset of PRESETS) {
      const reports = []
      for (let run = 1; run <= Number(values.runs); run += 1) {
        const file = join(folder, `${page.slice(1).replaceAll('/', '-')}-${preset.name}-${run}.json`)
        const flags = `--chrome-flags=--headless=new ${chromiumFlags.join(' ')}`
        const output = ['--quiet', '--output=json', `--output-path=${file}`]
        await lighthouse([values.url + page, ...preset.args, ...output, flags], chromium, PATIENCE.run)
        reports.push(JSON.parse(readFileSync(file, 'utf8')))
      }
      missed += print(page, preset, reports)
    }
  console.log(missed ? `${missed} thresholds missed` : 'every threshold met')
  await leave(missed ? 1 : 0)
})

/** @param {string[]} args @param {string} chromium @param {number} timeout */
function lighthouse(args, chromium, timeout) {
  const npm = process.env.npm_execpath
  if (!npm) throw new Failure('This is run as: npm run lighthouse')
  return runNode([npm, 'exec', '--yes', `--package=lighthouse@${VERSION}`, '--', 'lighthouse', ...args], {
    env: { ...process.env, CHROME_PATH: chromium },
    sentence: `Lighthouse did not come to an end: ${args[0]}`,
    timeout,
  })
}

/** Prints what the runs of one page found, and returns how many thresholds they miss. */
function print(page, preset, reports) {
  const score = (report, category) => Math.round((report.categories[category].score ?? 0) * 100)
  const sorted = [...reports].sort((a, b) => score(a, 'performance') - score(b, 'performance'))
  const middle = sorted[Math.floor(sorted.length / 2)]
  const performance = score(middle, 'performance')
  const shift = Math.max(...reports.map((report) => report.audits['cumulative-layout-shift'].numericValue))
  const lowest = Object.keys(FLAWLESS).map((category) => [
    FLAWLESS[category],
    Math.min(...reports.map((report) => score(report, category))),
  ])
  const misses = [performance < preset.performance, shift > MOST_SHIFT, ...lowest.map(([, least]) => least < 100)]
  const count = misses.filter(Boolean).length

  const spread = `${score(sorted[0], 'performance')} to ${score(sorted.at(-1), 'performance')}`
  const transfer = (middle.audits['total-byte-weight'].numericValue / 1000).toFixed(0)
  const flawless = lowest.map(([name, least]) => `${name} ${least}`).join(', ')
  console.log(
    `${count ? '✗' : '✓'} ${page} ${preset.name}: performance ${performance} (${spread}), ${flawless}, ` +
      `CLS ${shift.toFixed(3)}, ${transfer} kB transferred, machine ${middle.environment.benchmarkIndex}`,
  )
  if (performance < preset.performance) for (const line of failingIn(middle, 'performance', 0.9)) console.log(line)
  const failing = reports.flatMap((report) => Object.keys(FLAWLESS).flatMap((name) => failingIn(report, name, 1)))
  for (const line of new Set(failing)) console.log(line)
  return count
}

/** The audits of a category below a score, each with what it found. Of performance, only those that make up its score. */
function failingIn(report, category, least) {
  return report.categories[category].auditRefs
    .filter(({ weight }) => weight > 0 || category !== 'performance')
    .map(({ id }) => report.audits[id])
    .filter(({ score }) => score !== null && score < least)
    .map(({ id, title, displayValue, details }) => {
      const found = (details?.items ?? []).map((item) => item.node?.snippet ?? item.url ?? JSON.stringify(item))
      return `    ${category}, ${id}: ${title} ${displayValue ?? ''} ${found.join(' ').slice(0, 600)}`.trimEnd()
    })
}
