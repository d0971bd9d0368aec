import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pickFreePort } from '../../scripts/port.mjs'
import { root } from '../../scripts/settings.mjs'
import { pick } from '../support/full'

let dataDir = ''
let port = 0
let runs: Run[] = []

beforeEach(async () => {
  dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'accord-start-')), 'data')
  chmodSync(path.dirname(dataDir), 0o711)
  port = await pickFreePort()
  runs = []
})

afterEach(async () => {
  for (const run of runs) await stop(run)
  rmSync(path.dirname(dataDir), { recursive: true })
})

test('a bad setting is one sentence and exit code 1', async () => {
  const run = start({ PORT: 'http' })
  expect(await run.ended).toBe(1)
  expect(run.said).toBe('PORT is "http", but must be a whole number from 1 to 65535.\n')
  expect(existsSync(dataDir)).toBe(false)
})

test('a port already taken is one sentence and exit code 1', async () => {
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  const run = start()
  expect(await run.ended).toBe(1)
  expect(run.said).toBe(`Port ${port} on 127.0.0.1 is already in use; set PORT to a free one.\n`)
  other.close()
})

test('a database of your own that cannot be reached is one sentence, without its password', async () => {
  const run = start({ DATABASE_URL: `postgresql://reader:s3cret@127.0.0.1:${await pickFreePort()}/ledger` })
  expect(await run.ended).toBe(1)
  expect(run.said).toMatch(/The database at 127\.0\.0\.1:\d+ cannot be reached \(.+\)\.\n$/)
  expect(run.said).not.toContain('s3cret')
})

test('a start serves the seeded ledger, refuses a second one, survives being killed, and stops with everything', async () => {
  const first = start()
  await first.answering()
  const address = `http://127.0.0.1:${port}`
  const invitation = new RegExp(`\n✓ seeded  .+ s\n[^]*${address}\nTo create .+: (${address}/setup/[\\w-]{43})\n$`)
  expect(first.said).toMatch(invitation)
  expect(await answerOf(invitation.exec(first.said)?.[1])).toContain('name="password"')
  const { total } = await list()
  expect(total).toBeGreaterThan(0)

  for (const other of [port, await pickFreePort()]) {
    const second = start({ PORT: String(other) })
    expect(await second.ended).toBe(1)
    expect(second.said).toContain(
      `A ledger is already running on the data directory ${dataDir}, at http://127.0.0.1:${port}; `,
    )
  }

  first.child.kill('SIGKILL')
  await first.ended
  const again = start()
  await again.answering()
  expect(again.said).not.toContain('seeded')
  expect(await list()).toMatchObject({ total })
  // Every start makes a link of its own, and takes the earlier ones back.
  const [old, link] = [first, again].map(({ said }) => /http:\S+setup\S+/.exec(said)?.[0])
  expect(link).not.toBe(old)
  expect(await answerOf(old)).not.toContain('name="password"')
  expect(await answerOf(link)).toContain('name="password"')
  expect(statSync(path.join(dataDir, 'secret')).mode & 0o777).toBe(0o600)

  // A page that listens does not hold it up: a web server that is still there after four seconds is killed.
  const { body } = await fetch(`${address}/api/events`)
  const listening = body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  while (!heard.includes('data: ')) heard += (await listening?.read())?.value ?? ' the stream ended, without data: '
  expect(heard).toMatch(/^retry: \d+\n\ndata: \d+\n\n$/)
  again.child.kill('SIGTERM')
  // Ended, not broken off: reading throws where the server was killed.
  while (!(await listening?.read())?.done);
  expect(await again.ended).toBe(0)
  expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
  await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow()
})

test('a start with an owner in its settings makes them, and prints no link', async () => {
  const run = start({ ACCORD_OWNER_EMAIL: 'owner@example.org', ACCORD_OWNER_PASSWORD: 'a long pass phrase' })
  await run.answering()
  expect(run.said).toMatch(new RegExp(`\n✓ owner owner@example.org created  .+ s\n[^]*http://127.0.0.1:${port}\n$`))
  expect(run.said).not.toContain('a long pass phrase')
})

test('being told to end while it is starting leaves nothing running', async () => {
  const SIGNS = ['build up to date', 'PostgreSQL started', 'database migrated', 'seeded']
  for (const sign of pick(SIGNS, ['PostgreSQL started', 'seeded'])) {
    const run = start()
    await run.until(sign)
    run.child.kill('SIGINT')
    expect(await run.ended, run.said).toBe(0)
    expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
  }
})

type Run = {
  child: ChildProcess
  said: string
  ended: Promise<number | null>
  answering: () => Promise<void>
  until: (sign: string) => Promise<void>
}

/** Starts the ledger as `npm start` does, with nothing of this machine's own settings. */
function start(settings: Record<string, string> = {}): Run {
  const env = {
    ...process.env,
    DATABASE_URL: '',
    HOST: '',
    ACCORD_TIME_ZONE: '',
    ACCORD_SECRET: '',
    ACCORD_URL: '',
    ACCORD_PROXY: '',
    ACCORD_LOG: '',
    ACCORD_OWNER_EMAIL: '',
    ACCORD_OWNER_PASSWORD: '',
    ACCORD_DATA_DIR: dataDir,
    PORT: String(port),
  }
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: root, env: { ...env, ...settings } })
  const run = {
    child,
    said: '',
    ended: once(child, 'close').then(([code]) => code as number | null),
  } as Run
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      run.said += chunk
    })
  }
  run.until = async (sign) => {
    let over = false
    run.ended.then(() => {
      over = true
    })
    while (!over && !run.said.includes(sign)) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  run.answering = async () => {
    await run.until(`\nhttp://127.0.0.1:${port}\n`)
    if (child.exitCode !== null) throw new Error(run.said)
  }
  runs.push(run)
  return run
}

async function stop({ child, ended }: Run): Promise<void> {
  child.kill('SIGTERM')
  await ended
}

const answerOf = async (link = '') => (await fetch(link)).text()

async function list(): Promise<{ total: number }> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/commitments`)
  expect(response.status).toBe(200)
  return response.json()
}
