import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '@/lib/db/client'
import { recordFollowUp } from '@/lib/db/follow-ups/write'
import { connected } from '@/scripts/database/connect.mjs'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { seed } from '@/scripts/seed.mjs'
import { aFollowUp, TODAY } from '@/tests/support/build'
import { openPgBouncer } from '@/tests/support/pgbouncer'
import { runScript } from '@/tests/support/script'
import { startServer } from '@/tests/support/server'
import { urlOf } from '@/tests/support/templates'
import { by } from '@/tests/support/writing'

const maintenance = process.env.TEST_DATABASE_URL ?? ''
const database = `pooled_${randomBytes(6).toString('hex')}`
const direct = urlOf(maintenance, database)
const folder = mkdtempSync(path.join(tmpdir(), 'accord-pooled-'))

const administer = (text: string) => connected(maintenance, 'test', (client) => client.query(text))
const rows = (text: string) =>
  connected(direct, 'test', async (client) => (await client.query(text)).rows as Record<string, unknown>[])

beforeAll(async () => {
  await administer(`CREATE DATABASE ${database}`)
  await administer(`ALTER DATABASE ${database} SET timezone = 'Asia/Shanghai'`)
})
afterAll(async () => {
  await administer(`DROP DATABASE ${database} WITH (FORCE)`)
  rmSync(folder, { recursive: true })
})

describe.each([
  ['transaction', ''],
  ['transaction', 'server_round_robin = 1'],
  ['transaction', 'default_pool_size = 1'],
  ['statement', ''],
] as const)('PgBouncer by %s (%s)', (mode, more) => {
  let pooler: Awaited<ReturnType<typeof openPgBouncer>>
  beforeAll(async () => {
    pooler = await openPgBouncer(maintenance, { mode, more })
  })
  afterAll(() => pooler.stop())

  test.each(['migrate', 'backup', 'verify', 'start'])(
    'npm run %s is refused with the lines to change, and nothing is written',
    async (script) => {
      const settings = {
        DATABASE_URL: pooler.urlOf(database),
        ACCORD_DATA_DIR: folder,
        PORT: String(await pickFreePort()),
      }
      const { code, said } = await runScript(script, [], settings)
      expect(said).toMatch(/In pgbouncer\.ini write pool_mode = session, .+\.\n$/)
      expect(said).not.toContain('    at ')
      expect(code).toBe(1)
      expect(await rows(`SELECT FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`)).toEqual(
        [],
      )
    },
  )
})

describe('PgBouncer by session', () => {
  let pooler: Awaited<ReturnType<typeof openPgBouncer>>
  let url = ''
  beforeAll(async () => {
    pooler = await openPgBouncer(maintenance, { mode: 'session' })
    url = pooler.urlOf(database)
  })
  afterAll(() => pooler.stop())

  test('with fewer connections than a node needs is refused', async () => {
    const small = await openPgBouncer(maintenance, { mode: 'session', size: 5 })
    const refusal = await applyMigrations({ connectionString: small.urlOf(database), log: () => {} }).catch(
      (error) => error.message,
    )
    await small.stop()
    expect(refusal).toMatch(
      /^The pooler that DATABASE_URL names gave 5 connections .+ needs 12; raise its pool size .+default_pool_size/,
    )
  })

  test('without what it does not pass on is refused', async () => {
    const refusal = await applyMigrations({ connectionString: `${url}?options=-c%20jit%3Doff`, log: () => {} }).catch(
      (error) => error.message,
    )
    expect(refusal).toMatch(
      /is a pooler that does not pass on what DATABASE_URL sets \(.+options.*\); take options out/,
    )
  })

  test('serves a ledger whole: migrations, writes at their very instant, and what is told of them', async () => {
    await applyMigrations({ connectionString: url, log: () => {} })
    await seed(url, 'UTC')
    const server = await startServer(url)
    const db = connect(url, 2)
    try {
      const listening = (await fetch(`${server.address}/api/events`)).body
        ?.pipeThrough(new TextDecoderStream())
        .getReader()
      let heard = ''
      const hear = async (times: number) => {
        while ((heard.match(/^data: /gm) ?? []).length < times)
          heard += (await listening?.read())?.value ?? 'the stream ended'
      }
      await hear(1)
      const { key: _key, ...draft } = aFollowUp({ occurredOn: '2024-02-29' })
      const { result } = await recordFollowUp(db, { ref: 'SF-05', version: 1, draft }, by('someone'), TODAY)
      await hear(2)
      expect(
        await rows(
          `SELECT "recordedAt" BETWEEN now() - interval '10 minutes' AND now() AS now FROM "FollowUp" WHERE key = '${result.key}'`,
        ),
      ).toEqual([{ now: true }])
      expect((await fetch(`${server.address}/api/v1/commitments/SF-05`)).status).toBe(200)
      await listening?.cancel()
    } finally {
      await db.$disconnect()
      await server.stop()
    }
  })

  test('is verified and backed up through it as past it; restored past it', async () => {
    const [through, past] = await Promise.all(
      [url, direct].map((DATABASE_URL) => runScript('verify', [], { DATABASE_URL })),
    )
    expect(through).toMatchObject({ code: 0, said: expect.stringContaining('The record is whole') })
    expect(past?.said.replace(/in [\d.]+ s/, '')).toBe(through?.said.replace(/in [\d.]+ s/, ''))

    const file = path.join(folder, 'kept.backup.gz')
    const backup = await runScript('backup', [file], { DATABASE_URL: url })
    expect(backup.code).toBe(0)
    const settings = { ACCORD_DATA_DIR: folder }
    const refused = await runScript('restore', [file, '--replace'], { ...settings, DATABASE_URL: url })
    expect(refused).toMatchObject({
      code: 1,
      said: expect.stringMatching(/name PostgreSQL itself in DATABASE_URL for a restore\. Nothing was changed\.\n$/),
    })
    await pooler.stop()
    const restored = await runScript('restore', [file, '--replace'], { ...settings, DATABASE_URL: direct })
    expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('The record is whole') })
    pooler = await openPgBouncer(maintenance, { mode: 'session' })
  })
})
