import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyMigrations } from '../../scripts/migrate.mjs'

const first = { '20260101000000_create': 'create table item (id int primary key);\ninsert into item values (1);' }
const second = {
  '20260102000000_fill':
    'create function two() returns int language sql as $$ select 2; $$;\ninsert into item values (two());',
}
const server = process.env.TEST_DATABASE_URL ?? ''
let connectionString = ''
let directory = ''
let client: pg.Client

beforeEach(async () => {
  const name = `migrate_${Math.random().toString(36).slice(2)}`
  await onServer(`create database ${name}`)
  connectionString = Object.assign(new URL(server), { pathname: `/${name}` }).href
  directory = mkdtempSync(path.join(tmpdir(), 'accord-migrations-'))
  client = new pg.Client({ connectionString })
  await client.connect()
})

afterEach(async () => {
  await client.end()
  await onServer(`drop database ${new URL(connectionString).pathname.slice(1)}`)
  rmSync(directory, { recursive: true })
})

test('three nodes that start at once apply each migration exactly once', async () => {
  write({ ...first, ...second })
  const applied = await Promise.all([migrate(), migrate(), migrate()])
  expect(applied.flat().sort()).toEqual(['20260101000000_create', '20260102000000_fill'])
  expect(await rows('select id from item order by id')).toEqual([{ id: 1 }, { id: 2 }])
  expect(
    await rows('select applied_steps_count as steps, finished_at >= started_at as done, logs from _prisma_migrations'),
  ).toEqual([
    { steps: 1, done: true, logs: null },
    { steps: 1, done: true, logs: null },
  ])
})

test('a later version applies only what is new', async () => {
  write(first)
  expect(await migrate()).toEqual(['20260101000000_create'])
  write(second)
  expect(await migrate()).toEqual(['20260102000000_fill'])
  expect(await migrate()).toEqual([])
})

test('a migration that fails half-way leaves the old schema and says which, why and where', async () => {
  write({ ...first, '20260102000000_break': 'create table half (id int);\n-- 中文\nselect nonsense from item;' })
  await expect(migrate()).rejects.toThrow(
    'Migration 20260102000000_break failed and was undone: column "nonsense" does not exist (migration.sql, line 3).',
  )
  expect(await rows(`select to_regclass('half') as half`)).toEqual([{ half: null }])
  expect(await rows('select migration_name as name from _prisma_migrations')).toEqual([
    { name: '20260101000000_create' },
  ])
  write({ '20260102000000_break': 'create table half (id int);' })
  expect(await migrate()).toEqual(['20260102000000_break'])
})

test('a migration changed after it was applied is refused, but not for its line endings', async () => {
  write(first)
  await migrate()
  write({ '20260101000000_create': first['20260101000000_create'].replace('\n', '\r\n') })
  expect(await migrate()).toEqual([])
  write({ '20260101000000_create': 'create table item (id bigint primary key);' })
  await expect(migrate()).rejects.toThrow(/^Migration 20260101000000_create was changed after it had been applied/)
})

test('a database newer than the code is refused', async () => {
  write({ ...first, ...second })
  await migrate()
  rmSync(path.join(directory, '20260102000000_fill'), { recursive: true })
  await expect(migrate()).rejects.toThrow(/^The database is newer than this version .* 20260102000000_fill/)
})

test('a migration that prisma migrate left unfinished is refused, and one it rolled back is applied again', async () => {
  write(first)
  await migrate()
  await client.query('drop table item; update _prisma_migrations set finished_at = null')
  await expect(migrate()).rejects.toThrow(/^Migration 20260101000000_create was begun by prisma migrate/)
  await client.query('update _prisma_migrations set rolled_back_at = now()')
  expect(await migrate()).toEqual(['20260101000000_create'])
})

test("a database with someone else's tables is refused and left alone", async () => {
  await client.query('create table payroll (id int)')
  write(first)
  await expect(migrate()).rejects.toThrow(/holds tables that are not a ledger's/)
  expect(
    await rows(`select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`),
  ).toEqual([{ relname: 'payroll' }])
})

test('a database whose locale hides Chinese from search is worth a warning', async () => {
  const name = `${new URL(connectionString).pathname.slice(1)}_c`
  await onServer(`create database ${name} template template0 encoding 'UTF8' locale_provider libc locale 'C'`)
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  write({ '20260101000000_search': 'create extension pg_trgm;' })
  expect(await warnings(url)).toContainEqual(expect.stringMatching(/^Warning: search .* Chinese/))
  expect(await warnings()).not.toContainEqual(expect.stringContaining('search'))
  await onServer(`drop database ${name}`)
})

test('a server that may lose what it acknowledged is named loudly at every start', async () => {
  write(first)
  const of = async (setting: string) => (await warnings()).filter((line) => line.includes(` ${setting} is off`))
  // Here one is switched off, to be fast.
  for (const setting of ['fsync', 'full_page_writes'])
    for (const _ of ['first', 'second'])
      expect(await of(setting)).toEqual(
        (await rows(`show ${setting}`))[0]?.[setting] === 'off'
          ? [expect.stringMatching(/^WARNING: \w+ is off in this database server: .+ damage .+\.$/)]
          : [],
      )
  expect(await of('fsync')).toHaveLength(1)
})

test('indexes that were made by another version of the library that sorts are worth a warning', async () => {
  write(first)
  expect(await warnings()).not.toContainEqual(expect.stringContaining('REINDEX'))
  const name = new URL(connectionString).pathname.slice(1)
  await onServer(`update pg_database set datcollversion = '1' where datname = '${name}'`)
  expect(await warnings()).toContainEqual(
    expect.stringMatching(new RegExp(`^WARNING: the library .+: REINDEX DATABASE ${name}; .+\\.$`)),
  )
})

function migrate(): Promise<string[]> {
  return applyMigrations({ connectionString, directory, log: () => {} })
}

function write(migrations: Record<string, string>): void {
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(path.join(directory, name), { recursive: true })
    writeFileSync(path.join(directory, name, 'migration.sql'), sql)
  }
}

async function warnings(url = connectionString): Promise<string[]> {
  const lines: string[] = []
  await applyMigrations({ connectionString: url, directory, log: (line) => lines.push(line) })
  return lines
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await client.query(sql)).rows
}

async function onServer(sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(sql).finally(() => admin.end())
}
