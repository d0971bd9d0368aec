import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from '../../scripts/settings.mjs'

/** Opens the PostgreSQL of a data directory, tells its address, and stops it when told to. */
const owner = `
  import { openPostgres } from ${JSON.stringify(path.join(root, 'scripts/postgres.mjs'))}
  import { leave } from ${JSON.stringify(path.join(root, 'scripts/shutdown.mjs'))}
  try {
    const { connectionString, stop } = await openPostgres({
      dataDir: process.argv[1], address: 'http://127.0.0.1:1', durable: false, onLost: () => process.exit(1),
    })
    process.on('SIGTERM', async () => { await stop(); process.exit(0) })
    console.log(connectionString)
  } catch (error) {
    console.log(error.message)
    await leave(1)
  }
`
let dataDir = ''
let owners: ChildProcess[] = []

beforeEach(() => {
  dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'accord-postgres-')), 'data')
  chmodSync(path.dirname(dataDir), 0o711)
  owners = []
})

afterEach(async () => {
  // One last owner adopts whatever a test left running, and stops it.
  for (const child of owners) child.kill('SIGKILL')
  await close(await open())
  rmSync(path.dirname(dataDir), { recursive: true })
})

test('what a killed owner left running is adopted with its rows, and a second owner refused', async () => {
  const first = await open()
  await query(first.said, `create table kept (word text); insert into kept values ('承诺')`)
  const second = await open()
  expect(second.said).toMatch(
    /^A ledger is already running on the data directory .+data, at http:\/\/127\.0\.0\.1:1; stop it first/,
  )
  const pid = readPid()
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  const third = await open()
  expect(readPid()).toBe(pid)
  expect(await query(third.said, 'select word from kept')).toEqual([{ word: '承诺' }])
  await close(third)
  expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
})

test('a postmaster.pid that names another program keeps nobody from starting', async () => {
  await close(await open())
  writeFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n/elsewhere\n0\n5432\n\n\n\nready\n`)
  const again = await open()
  expect(again.said).toMatch(/^postgresql:/)
  await close(again)
})

test('a postmaster.pid that a full disk left empty keeps nobody from starting', async () => {
  await close(await open())
  const file = path.join(dataDir, 'postgres', 'postmaster.pid')
  writeFileSync(file, '')
  utimesSync(file, new Date(), new Date(Date.now() - 60_000))
  const again = await open()
  expect(again.said).toMatch(/^postgresql:/)
  await close(again)
})

test('a password that is not the one of the database is told in a sentence, and nothing is left running', async () => {
  await close(await open())
  const file = path.join(dataDir, 'postgres-password')
  const right = readFileSync(file)
  writeFileSync(file, 'x'.repeat(32))
  const refused = await open()
  expect(refused.said).toMatch(/^The password in .+ does not open the database beside it; put back what it held\.$/)
  if (refused.child.exitCode === null) await once(refused.child, 'exit')
  expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
  writeFileSync(file, right)
})

test('two first starts at once make one database, and one of them owns it', async () => {
  const both = await Promise.all([open(), open()])
  expect(both.filter(({ said }) => said.startsWith('postgresql:'))).toHaveLength(1)
  expect(both.filter(({ said }) => said.startsWith('A ledger is already running'))).toHaveLength(1)
})

test('the password is for this account alone, and Chinese can be searched and sorted', async () => {
  const { said } = await open()
  expect(statSync(path.join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600)
  await query(said, 'create extension pg_trgm')
  expect(
    await query(
      said,
      `select cardinality(show_trgm('军控')) > 0 as searched, '北京' < '上海' collate "zh-x-icu" as sorted,
                current_setting('listen_addresses') as listens, current_setting('TimeZone') as zone`,
    ),
  ).toEqual([{ searched: true, sorted: true, listens: '127.0.0.1', zone: 'UTC' }])
  await expect(query(said.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password authentication failed/)
})

type Owner = { child: ChildProcess; said: string }

async function open(): Promise<Owner> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', owner, dataDir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  owners.push(child)
  const [chunk] = await once(child.stdout, 'data')
  return { child, said: String(chunk).trim() }
}

async function close({ child }: Owner): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

function readPid(): number {
  return Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
