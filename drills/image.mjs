// The files of the production image, laid out as the Dockerfile copies them and run as it says, without Docker: as a
// user who may write none of them, against a PostgreSQL of its own that stands elsewhere.
//   node drills/image.mjs [--user nobody]     as root, to become that user
import '../scripts/require-node.mjs'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { end, start } from '../scripts/command.mjs'
import { imageOf } from '../scripts/dockerfile.mjs'
import { Failure } from '../scripts/failure.mjs'
import { pickFreePort } from '../scripts/port.mjs'
import { root } from '../scripts/settings.mjs'
import { build, generateClient, installPackages } from '../scripts/setup.mjs'
import { beforeLeaving, conduct, leave } from '../scripts/shutdown.mjs'
import { step } from '../scripts/step.mjs'
import { actionsOfBuild, callAction, signIn } from './action-client.mjs'

const SECRET = 'only-for-a-drill-of-the-image-0123456789'
const START_MS = 60_000
const STOP_MS = 10_000

const { values } = parseArgs({ options: { user: { type: 'string', default: 'nobody' } } })

await conduct({ codeOnSignal: 130 }, async () => {
  if (process.getuid?.() !== 0) throw new Failure('Start this drill as root: it has to become another user.')
  const account = accountOf(values.user)
  await installPackages()
  await generateClient()
  await build()
  const image = imageOf(readFileSync(path.join(root, 'Dockerfile'), 'utf8'))
  if (image.user === 'root') throw new Failure('The Dockerfile names no user: its image would run as root.')

  const scratch = mkdtempSync(path.join(tmpdir(), 'accord-image-'))
  chmodSync(scratch, 0o711)
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))
  const tree = path.join(scratch, 'image')
  await step('laying out the image', 'image laid out', () => layOut(image, tree))
  const writable = spawnSync('find', [tree, '!', '-type', 'l', '-writable', '-print', '-quit'], account)
  if (writable.status !== 0 || String(writable.stdout)) {
    throw new Failure(`${values.user} cannot read all of the image, or may write ${writable.stdout}${writable.stderr}`)
  }
  console.log(`nothing in it can be written by ${values.user}`)

  const { connectionString } = await openDatabase(path.join(scratch, 'database'))
  const own = path.join(scratch, 'own')
  mkdirSync(own)
  chownSync(own, account.uid, account.gid)
  const port = await pickFreePort()
  const env = {
    PATH: process.env.PATH,
    ...image.environment,
    ...{
      HOST: '127.0.0.1',
      PORT: String(port),
      ACCORD_DATA_DIR: path.join(own, 'data'),
      TMPDIR: own,
      HOME: '/nowhere',
    },
    ...{ DATABASE_URL: connectionString, ACCORD_SECRET: SECRET },
  }
  const inImage = { ...account, cwd: tree, env }
  const [, ...args] = image.command
  const ledger = start(process.execPath, args, { ...inImage, stdio: ['ignore', 'pipe', 'pipe'] })
  beforeLeaving(() => end(ledger, STOP_MS))
  let said = ''
  for (const stream of [ledger.stdout, ledger.stderr])
    stream?.on('data', (chunk) => {
      said += chunk
    })
  const ended = new Promise((resolve) => ledger.once('exit', (code, signal) => resolve(code ?? signal)))

  try {
    const address = `http://127.0.0.1:${port}`
    const isHealthy = () => spawnSync(process.execPath, image.health.slice(1), inImage).status === 0
    await step('waiting for its health check', 'healthy by its own health check', () =>
      until(isHealthy, () => ledger.exitCode !== null || ledger.signalCode !== null),
    )
    await step('asking for a page', 'a page and what it loads are served', () => readPage(address))
    await step('recording a write', 'a write was acknowledged and recorded', () => write(address, connectionString))
    await step('verifying the record', 'the record is whole', () => verify(inImage))
    if (/EACCES|EROFS|EPERM/.test(said)) throw new Failure('It tried to write where it may not.')
    await step('stopping it', 'stopped on SIGTERM with code 0', async () => {
      const told = performance.now()
      ledger.kill('SIGTERM')
      const code = await ended
      const took = performance.now() - told
      if (code !== 0 || took > STOP_MS) throw new Failure(`It ended with ${code} after ${Math.round(took)} ms.`)
      if (isHealthy()) throw new Failure('Something still answers.')
    })
  } catch (error) {
    throw Object.assign(/** @type {Error} */ (error), { output: said })
  }
  console.log(`held: the image's files run on Node ${process.versions.node} as ${values.user}, read-only`)
  await leave(0)
})

/** @param {string} name */
function accountOf(name) {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
  if (uid?.status !== 0 || gid?.status !== 0) throw new Failure(`There is no user ${name} here; name one with --user.`)
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

/**
 * Copies what the image copies, as root's and for all to read. Of the packages only those that `npm prune --omit=dev`
 * would leave, by the lockfile.
 * @param {import('../scripts/dockerfile.mjs').Image} image @param {string} tree
 */
function layOut({ copies, left }, tree) {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const isLeft = (/** @type {string} */ file) => {
    const name = path.relative(root, file).split(path.sep).join('/')
    return packages[name]?.dev === true || left.includes(name)
  }
  for (const { source, target } of copies)
    cpSync(path.join(root, source), path.join(tree, target), {
      recursive: true,
      // Links between the build and its packages stay what they are.
      verbatimSymlinks: true,
      filter: (file) => !isLeft(file),
    })
  for (const [program, ...args] of [
    ['chown', '-R', '0:0', tree],
    ['chmod', '-R', 'a+rX,go-w', tree],
  ])
    if (spawnSync(program ?? '', args).status !== 0) throw new Failure(`${program} of the image failed.`)
}

/** @param {string} dataDir */
async function openDatabase(dataDir) {
  const { openPostgres } = await import('../scripts/postgres.mjs')
  return openPostgres({ dataDir, address: '', onLost: () => leave(1) })
}

/** @param {() => boolean} isSo @param {() => boolean} isOver */
async function until(isSo, isOver) {
  for (const deadline = Date.now() + START_MS; !isSo(); ) {
    if (isOver()) throw new Failure('It did not start; it says why above.')
    if (Date.now() > deadline) throw new Failure(`It was not healthy within ${START_MS / 1000} s.`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** @param {string} address */
async function readPage(address) {
  const page = await fetch(`${address}/en/commitments`)
  const html = await page.text()
  if (page.status !== 200 || !html.includes('SF-09')) throw new Failure(`The page was answered ${page.status}.`)
  const files = [...new Set(html.match(/\/_next\/static\/[\w./~-]+\.(?:js|css)/g))]
  if (files.length === 0) throw new Failure('The page loads nothing.')
  for (const file of [...files, '/icon.svg']) {
    const answer = await fetch(address + file)
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Failure(`${file} was answered ${answer.status}.`)
  }
}

/** @param {string} address @param {string} connectionString */
async function write(address, connectionString) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString })
  await client.connect()
  const changes = async () => (await client.query('SELECT count(*)::int AS n FROM "Change"')).rows[0].n
  try {
    const { cookie } = await signIn({ connectionString, secret: SECRET, role: 'EDITOR', name: 'drill' })
    const before = await changes()
    const { answer } = await callAction({
      ...{ address, cookie, page: '/en/commitments/SF-06', action: actionsOfBuild().get('markReviewed') ?? '' },
      fields: { ref: 'SF-06', reviewedOn: new Date().toISOString().slice(0, 10) },
    })
    if (answer?.done !== true) throw new Failure(`The write was answered ${JSON.stringify(answer)}.`)
    if ((await changes()) !== before + 1) throw new Failure('The write was acknowledged but not recorded.')
  } finally {
    await client.end()
  }
}

/** By the image's own script. @param {import('node:child_process').SpawnSyncOptions} inImage */
function verify(inImage) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/verify.mjs'], inImage)
  if (status !== 0) throw new Failure(`npm run verify in the image: ${stdout}${stderr}`)
}
