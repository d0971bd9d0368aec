// Runs before anything is installed: it may import nothing but Node itself.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { bin, run, runNode } from './command.mjs'
import { Failure } from './failure.mjs'
import { fingerprintOf, isStamped, writeStamp } from './fingerprint.mjs'
import { root } from './settings.mjs'
import { step } from './step.mjs'

const inRoot = (/** @type {string[]} */ ...parts) => path.join(root, ...parts)

/** The programs of the ledger that are written in TypeScript, each bundled into one file of dist/. */
const programs = ['server/run.ts', 'prisma/seed.ts', 'scripts/ledger/account.ts', 'scripts/ledger/verify.ts']

/** Everything those are made from. */
const bundleSources = [
  'server',
  'lib',
  'messages',
  'scripts/ledger',
  'scripts/setup.mjs',
  'prisma/seed.ts',
  'prisma/schema.prisma',
  'package-lock.json',
  'tsconfig.json',
]

/** Everything that Next builds for production, and what runs it. */
const buildSources = [
  ...bundleSources,
  'app',
  'components',
  'public',
  'next.config.js',
  'proxy.ts',
  'instrumentation.ts',
  'postcss.config.mjs',
  'postcss.config.js',
]

/** Installs packages, development ones included since the ledger is built here, unless they match the lockfile. */
export async function installPackages() {
  const stamp = inRoot('node_modules', '.accord-lock')
  const fingerprint = fingerprintOf(root, ['package-lock.json'])
  if (isInstalled() && (isStamped(stamp, fingerprint) || wasInstalledByHand(stamp))) {
    return step('checking packages', 'packages up to date', () => writeStamp(stamp, fingerprint))
  }
  await step('installing packages', 'packages installed', async () => {
    rmSync(stamp, { force: true })
    const options = ['--include=dev', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
    await runNpm(['ci', ...options], 'The packages could not be installed; npm says why above.')
    writeStamp(stamp, fingerprint)
  })
}

/** Generates the Prisma client unless it was made from this schema. */
export async function generateClient() {
  const stamp = inRoot('prisma', 'generated', 'accord-schema')
  const fingerprint = fingerprintOf(root, ['prisma/schema.prisma', 'package-lock.json'])
  if (isStamped(stamp, fingerprint)) return
  await step('generating the Prisma client', 'Prisma client generated', async () => {
    const env = {
      ...process.env,
      // `generate` never runs the engine but downloads it when this names no file.
      PRISMA_SCHEMA_ENGINE_BINARY: inRoot('package.json'),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    }
    const sentence = 'The Prisma client could not be generated; Prisma says why above.'
    await runNode([bin('prisma', 'build/index.js'), 'generate', '--no-hints'], { env, sentence })
    writeStamp(stamp, fingerprint)
  })
}

/**
 * Bundles the programs of the ledger into dist/, which Node runs as they are, unless that was made from these sources.
 * Packages stay outside: they are installed beside it.
 */
export async function bundle() {
  const stamp = inRoot('dist', 'accord-sources')
  const fingerprint = fingerprintOf(root, bundleSources)
  if (isStamped(stamp, fingerprint)) return
  await step('bundling the programs', 'programs bundled', async () => {
    rmSync(stamp, { force: true })
    const esbuild = await import('esbuild')
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: programs,
      outdir: 'dist',
      entryNames: '[name]',
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      logLevel: 'warning',
    })
    await esbuild.stop()
    writeStamp(stamp, fingerprint)
  })
}

/** Builds for production unless the build was made from these sources. */
export async function build() {
  await bundle()
  const stamp = inRoot('.next', 'accord-sources')
  const fingerprint = fingerprintOf(root, buildSources)
  if (existsSync(inRoot('.next', 'BUILD_ID')) && isStamped(stamp, fingerprint)) {
    return step('checking the build', 'build up to date', () => {})
  }
  await step('building', 'built', async () => {
    rmSync(stamp, { force: true })
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ACCORD_SOURCES: fingerprint.slice(0, 20),
      // Next makes the names of actions from it. A page that is open during an update can still send its form, since every
      // build has the same; scripts/serve.mjs has the key that encrypts.
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: createHash('sha256').update('names of actions').digest('base64'),
    }
    await runNode([bin('next', 'dist/bin/next'), 'build'], { env, sentence: 'The build failed; Next says why above.' })
    writeStamp(stamp, fingerprint)
  })
}

/**
 * Installs, generates and bundles what the commands need, where that is not up to date. Where the sources are not there, as
 * in an image, it takes what was built.
 */
export async function prepareTools() {
  if (!existsSync(inRoot('server'))) return requireBuild()
  await installPackages()
  await generateClient()
  await bundle()
}

/** Throws a Failure where there is no build that could be started. */
export function requireBuild(base = root) {
  const made = [path.join('.next', 'BUILD_ID'), path.join('dist', 'run.js')]
  const missing = made.find((file) => !existsSync(path.join(base, file)))
  if (missing) throw new Failure(`There is nothing built here (${missing} is missing); run npm run build first.`)
}

/** Whether every package that package.json names is there, development ones included. */
function isInstalled() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const names = Object.keys({ ...dependencies, ...devDependencies })
  return names.every((name) => existsSync(inRoot('node_modules', name, 'package.json')))
}

/** `npm install` leaves no stamp of ours, but a record that is as new as the lockfile. */
function wasInstalledByHand(/** @type {string} */ stamp) {
  const record = statSync(inRoot('node_modules', '.package-lock.json'), { throwIfNoEntry: false })
  const since = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return Boolean(record && record.mtimeMs >= Math.max(since, statSync(inRoot('package-lock.json')).mtimeMs))
}

/** @param {string[]} args @param {string} sentence */
function runNpm(args, sentence) {
  const beside = path.dirname(process.execPath)
  const candidates = [
    process.env.npm_execpath ?? '',
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const script = candidates.find((candidate) => candidate.endsWith('npm-cli.js') && existsSync(candidate))
  if (script) return runNode([script, ...args], { sentence })
  return run('npm', args, { sentence, shell: process.platform === 'win32' })
}
