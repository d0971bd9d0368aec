import './require-node.mjs'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bin, runNode } from './command.mjs'
import { Failure } from './failure.mjs'
import { build, generateClient, installPackages } from './setup.mjs'
import { beforeLeaving, conduct, leave } from './shutdown.mjs'
import { step } from './step.mjs'
import { readReport, totalOf } from './test-report.mjs'

/** What `npm test` goes through, in order; `npm test -- --only=e2e assess` picks some, and of their files those so named. */
const stages = {
  format: () => check('format and lint', [bin('@biomejs/biome', 'bin/biome'), 'ci', '--colors=off', '.']),
  types: checkTypes,
  unit: () => vitest('unit tests', 'unit'),
  db: () => vitest('database tests', 'db'),
  build,
  start: () => vitest('start and stop tests', 'start'),
  e2e: testInBrowser,
}

/** Whatever the user's own environment or .env says, tests see none of it, and never the user's database. */
const env = /** @type {NodeJS.ProcessEnv} */ ({
  ...process.env,
  ...{ NODE_ENV: 'test', DATABASE_URL: '', PORT: '', HOST: '', ACCORD_DATA_DIR: '', ACCORD_TIME_ZONE: 'UTC' },
  ...{ ACCORD_SECRET: '', ACCORD_URL: '', ACCORD_PROXY: '', ACCORD_LOG: '' },
  ...{ ACCORD_OWNER_EMAIL: '', ACCORD_OWNER_PASSWORD: '' },
})
const counts = /** @type {import('./test-report.mjs').Counts[]} */ ([])
let scratch = ''
/** Parts of the names of test files; none means all of them. */
let files = /** @type {string[]} */ ([])
/** @type {ReturnType<typeof import('./postgres.mjs').openPostgres> | undefined} */
let cluster

await conduct({ codeOnSignal: 130 }, async () => {
  const [only, ...named] = process.argv.slice(2)
  const chosen = chooseStages(only)
  files = named
  await installPackages()
  await generateClient()
  scratch = mkdtempSync(path.join(tmpdir(), 'accord-test-'))
  // PostgreSQL may run as another account than root, and has to pass.
  chmodSync(scratch, 0o711)
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))
  try {
    for (const name of chosen) await stages[name]()
  } finally {
    if (counts.length) beforeLeaving(() => console.log(totalOf(counts)))
  }
  await leave(0)
})

/**
 * @param {string | undefined} only
 * @returns {(keyof typeof stages)[]}
 */
function chooseStages(only) {
  const all = /** @type {(keyof typeof stages)[]} */ (Object.keys(stages))
  if (only === undefined) return all
  const named = only.match(/^--only=(.+)$/)?.[1]?.split(',')
  if (!named?.every((name) => name in stages)) {
    throw new Failure(`npm test takes --only= with some of ${all.join(', ')}, and was given ${only}.`)
  }
  return all.filter((name) => named.includes(name))
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
      onLost: () => leave(1),
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
    })
    return { address, connectionString, maintenanceUrl }
  })
}
