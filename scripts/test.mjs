import './require-node.mjs'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bin, runNode } from './command.mjs'
import { Failure } from './failure.mjs'
import { build, bundle, generateClient, installPackages } from './setup.mjs'
import { beforeLeaving, conduct, isLeaving, leave } from './shutdown.mjs'
import { step } from './step.mjs'
import { readReport, slowestOf, totalOf } from './test-report.mjs'

/**
 * What `npm test` goes through. `npm test -- --only=e2e assess` picks some, and of their files those so named;
 * `--full` asks everything that the tests can ask (tests/support/full.ts).
 */
const stages = {
  format: () => check('format and lint', [bin('@biomejs/biome', 'bin/biome'), 'ci', '--colors=off', '.']),
  build,
  types: checkTypes,
  unit: () => vitest('unit tests', 'unit'),
  start: () => vitest('start and stop tests', 'start'),
  db: () => vitest('database tests', 'db'),
  e2e: testInBrowser,
}
/** @typedef {keyof typeof stages} Stage */

/**
 * One after another; in each, rows that run side by side. The types come after the build, which makes those of the
 * routes. The start tests mostly wait, so that the database has the processors.
 */
const order = /** @type {Stage[][][]} */ ([
  [['format']],
  [
    ['build', 'types', 'start'],
    ['unit', 'db'],
  ],
  [['e2e']],
])

/** Whatever the user's own environment or .env says, tests see none of it, and never the user's database. */
const env = /** @type {NodeJS.ProcessEnv} */ ({
  ...process.env,
  NODE_ENV: 'test',
  DATABASE_URL: '',
  PORT: '',
  HOST: '',
  ACCORD_DATA_DIR: '',
  ACCORD_TIME_ZONE: 'UTC',
  ACCORD_SECRET: '',
  ACCORD_URL: '',
  ACCORD_PROXY: '',
  ACCORD_LOG: '',
  ACCORD_OWNER_EMAIL: '',
  ACCORD_OWNER_PASSWORD: '',
})
const counts = /** @type {import('./test-report.mjs').Counts[]} */ ([])
const slowest = 10
let scratch = ''
/** Parts of the names of test files; none means all of them. */
let files = /** @type {string[]} */ ([])
/** @type {ReturnType<typeof import('./postgres.mjs').openPostgres> | undefined} */
let cluster

await conduct({ codeOnSignal: 130 }, async () => {
  const { full, chosen, named } = readArguments(process.argv.slice(2))
  env.FULL = full ? '1' : ''
  files = named
  beforeLeaving(sayTotal)
  await installPackages()
  await generateClient()
  await bundle()
  scratch = mkdtempSync(path.join(tmpdir(), 'accord-test-'))
  // PostgreSQL may run as another account than root, and has to pass.
  chmodSync(scratch, 0o711)
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))
  for (const rows of order) await Promise.all(rows.map((row) => run(row.filter((stage) => chosen.includes(stage)))))
  await leave(0)
})

/** @param {Stage[]} row */
async function run(row) {
  for (const stage of row) await stages[stage]()
}

/** The last that is said: where the time went, and what came of it. */
async function sayTotal() {
  if (!counts.length) return
  // What was stopped just now says so first.
  await new Promise((resolve) => setTimeout(resolve, 100))
  console.log(['The slowest files:', ...slowestOf(counts, slowest), totalOf(counts)].join('\n'))
}

/**
 * Whether to run in full, which stages, and the parts of the names of test files that follow them.
 * @param {string[]} args
 * @returns {{ full: boolean, chosen: Stage[], named: string[] }}
 */
function readArguments(args) {
  const all = /** @type {Stage[]} */ (Object.keys(stages))
  const full = args.includes('--full')
  const [only, ...named] = args.filter((arg) => arg !== '--full')
  if (only === undefined) return { full, chosen: all, named }
  const chosen = only.match(/^--only=(.+)$/)?.[1]?.split(',')
  if (!chosen?.every((name) => name in stages)) {
    throw new Failure(`npm test takes --full, and --only= with some of ${all.join(', ')}; it was given ${only}.`)
  }
  return { full, chosen: all.filter((name) => chosen.includes(name)), named }
}

/** @param {string} title @param {string[]} args */
function check(title, args) {
  return step(`checking ${title}`, `${title} checked`, () =>
    runNode(args, { env, sentence: `The check of ${title} failed.` }),
  )
}

async function checkTypes() {
  // Types of routes are made by Next, and are part of what is checked.
  await check('routes', [bin('next', 'dist/bin/next'), 'typegen'])
  await check('types', [bin('typescript', 'bin/tsc'), '--noEmit'])
}

/** @param {string} title @param {string} project */
async function vitest(title, project) {
  const { maintenanceUrl } = project === 'unit' ? { maintenanceUrl: '' } : await testCluster()
  const report = path.join(scratch, `${project}.json`)
  const args = ['run', '--project', project, '--allowOnly=false', '--reporter=dot', '--reporter=json', ...files]
  await test(title, report, [bin('vitest', 'vitest.mjs'), ...args, `--outputFile.json=${report}`], {
    ...env,
    TEST_DATABASE_URL: maintenanceUrl,
  })
}

async function testInBrowser() {
  await build()
  const { obtainChineseFont, obtainChromium } = await import('./chromium.mjs')
  const chromium = await step('finding Chromium', (file) => `Chromium found: ${file}`, obtainChromium)
  await obtainChineseFont()
  const { address, connectionString, maintenanceUrl } = await startLedger()
  const report = path.join(scratch, 'e2e.json')
  await test(
    'browser tests',
    report,
    [bin('@playwright/test', 'cli.js'), 'test', '--forbid-only', '--reporter=list,json', ...files],
    {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      BASE_URL: address,
      CHROMIUM_PATH: chromium,
      DATABASE_URL: connectionString,
      TEST_DATABASE_URL: maintenanceUrl,
    },
  )
}

/**
 * Runs tests and counts them; what is skipped or left to do fails the run.
 * @param {string} title
 * @param {string} report
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} testEnv
 */
async function test(title, report, args, testEnv) {
  const said = (/** @type {import('./test-report.mjs').Counts} */ { passed }) => `${title}: ${passed} passed`
  await step(`running ${title}`, said, async () => {
    try {
      await runNode(args, { env: testEnv, sentence: `The ${title} failed.` })
    } finally {
      counts.push(readReport(report))
    }
    const count = readReport(report)
    if (count.skipped) throw new Failure(`${count.skipped} of the ${title} did not run; nothing may be skipped.`)
    return count
  })
}

/** A throw-away PostgreSQL, never the user's, started when it is first asked for. */
async function testCluster() {
  const { openPostgres } = await import('./postgres.mjs')
  cluster ??= step('starting a PostgreSQL for tests', 'PostgreSQL for tests started', () =>
    openPostgres({
      dataDir: path.join(scratch, 'data'),
      address: '',
      durable: false,
      onLost: () => {
        if (!isLeaving()) console.error('The PostgreSQL for tests ended by itself.')
        leave(1)
      },
    }),
  )
  return cluster
}

/** The ledger as `npm start` brings it up, on a free port and the throw-away PostgreSQL. */
async function startLedger() {
  const { connectionString, maintenanceUrl } = await testCluster()
  const [{ applyMigrations }, { seed }] = await Promise.all([import('./migrate.mjs'), import('./seed.mjs')])
  const [{ serve }, { pickFreePort }] = await Promise.all([import('./serve.mjs'), import('./port.mjs')])
  return step('starting a ledger for tests', 'ledger for tests started', async () => {
    // It warns of the settings with which it is fast, and nobody misses its data.
    await applyMigrations({ connectionString, log: () => {} })
    await seed(connectionString, 'UTC')
    const { address } = await serve({
      host: '127.0.0.1',
      port: await pickFreePort(),
      connectionString,
      timeZone: 'UTC',
      secret: randomBytes(24).toString('base64url'),
      // A slow machine is no crowd.
      patience: 120_000,
    })
    return { address, connectionString, maintenanceUrl }
  })
}
