// Measures a running ledger with Lighthouse, on a desktop and on a phone, and fails where it misses its thresholds:
//   npm run drill -- lighthouse [--url http://127.0.0.1:3000] [--runs 3] [--only /en,/zh] [--to folder for all reports]
// Lighthouse is fetched into npm's cache when this is run, and is no dependency: it brings 200 packages and 185 MB that
// nobody needs to run or test the ledger. Its performance scores are fair only on a machine that does nothing else.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromiumFlags, obtainChromium } from '@/scripts/chromium.mjs'
import { runNode } from '@/scripts/command.mjs'
import { Failure } from '@/scripts/failure.mjs'
import { beforeLeaving, conduct, leave } from '@/scripts/shutdown.mjs'
import { type Preset, type Report, tellRuns } from './lighthouse/report'
import { optionsFrom } from './support/drill'

const VERSION = '12.8.2'
const PAGES = [
  '/en',
  '/zh',
  '/en/commitments',
  '/en/commitments/SF-28',
  '/en/source/wang-yi-briefing-2023-11-15',
  '/en/domains/dialogue',
]
const PRESETS: (Preset & { args: string[] })[] = [
  { name: 'desktop', args: ['--preset=desktop'], performance: 95 },
  { name: 'mobile', args: [], performance: 85 },
]
/** Milliseconds, after which it is killed and the whole ends. */
const PATIENCE = { fetch: 300_000, run: 120_000 }

await conduct({ codeOnSignal: 130 }, async () => {
  const options = optionsFrom({ url: 'http://127.0.0.1:3000', runs: 3, only: PAGES.join(), to: '' })
  const chromium = await obtainChromium()
  const folder = options.to ? path.resolve(options.to) : mkdtempSync(path.join(tmpdir(), 'accord-lighthouse-'))
  mkdirSync(folder, { recursive: true })
  if (!options.to) beforeLeaving(() => rmSync(folder, { recursive: true, force: true }))
  await lighthouse(['--version'], chromium, PATIENCE.fetch)

  let missed = 0
  for (const page of options.only.split(','))
    for (const preset of PRESETS) {
      const reports: Report[] = []
      for (let run = 1; run <= options.runs; run += 1) {
        const file = path.join(folder, `${page.slice(1).replaceAll('/', '-')}-${preset.name}-${run}.json`)
        const flags = `--chrome-flags=--headless=new ${chromiumFlags.join(' ')}`
        const output = ['--quiet', '--output=json', `--output-path=${file}`]
        await lighthouse([options.url + page, ...preset.args, ...output, flags], chromium, PATIENCE.run)
        reports.push(JSON.parse(readFileSync(file, 'utf8')))
      }
      missed += tellRuns(page, preset, reports)
    }
  console.log(missed ? `${missed} thresholds missed` : 'every threshold met')
  await leave(missed ? 1 : 0)
})

function lighthouse(args: string[], chromium: string, timeout: number) {
  const npm = process.env.npm_execpath
  if (!npm) throw new Failure('This is run as: npm run drill -- lighthouse')
  return runNode([npm, 'exec', '--yes', `--package=lighthouse@${VERSION}`, '--', 'lighthouse', ...args], {
    env: { ...process.env, CHROME_PATH: chromium },
    sentence: `Lighthouse did not come to an end: ${args[0]}`,
    timeout,
  })
}
