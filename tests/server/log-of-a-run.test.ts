import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { actionOfBuild, actionsOfBuild, callAction } from '../../drills/support/action-client'
import { startLedger } from '../../drills/support/ledgers'
import { pickFreePort } from '../../scripts/port.mjs'
import { findPostmaster } from '../../scripts/postgres/postmaster.mjs'
import { findRunningDatabase } from '../../scripts/postgres.mjs'

const OWNER = { email: 'owner@example.org', password: 'a long pass phrase of theirs' }
const SECRET = randomBytes(32).toString('hex')
const FORGED = '{"level":"info","action":"forged","msg":"done"}'

type Line = Record<string, unknown>
type Ledger = Awaited<ReturnType<typeof startLedger>>

/** One run of the ledger, through everything that is logged; what was said is looked at after. */
describe('the log of a run', () => {
  const dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'accord-log-')), 'data')
  const ids: Record<string, string | null> = {}
  const secrets: Record<string, string> = { secret: SECRET, password: OWNER.password, wrong: 'a wrong pass phrase' }
  let ledger: Ledger
  let database: pg.Client
  let lines: Line[] = []
  let words: string[] = []
  let recorded: { sequence: number; action: string }[] = []
  let away: { status: number }[] = []

  async function act(
    step: string,
    name: string,
    page: string,
    fields: Record<string, string>,
    headers = {},
    signal?: AbortSignal,
  ) {
    const action = actionsOfBuild().get(name) ?? ''
    const result = await callAction({ address: ledger.address, page, action, fields, headers, signal })
    ids[step] = result.headers.get('x-request-id')
    return result
  }

  async function get(step: string, target: string, headers = {}) {
    const response = await fetch(ledger.address + target, { headers, redirect: 'manual' })
    ids[step] = response.headers.get('x-request-id')
    return { status: response.status, text: await response.text() }
  }

  /** Sends what writes, and leaves while it waits for a lock; then the lock is given up, and it goes on to its end. */
  async function leaveBefore(send: (signal: AbortSignal) => Promise<unknown>) {
    const leaving = new AbortController()
    const { rows } = await database.query('SELECT max(sequence) AS last FROM "Change"')
    await database.query('BEGIN')
    await database.query('LOCK TABLE "Commitment" IN EXCLUSIVE MODE')
    const answer = send(leaving.signal).catch((error) => error.name)
    await until(`SELECT 1 FROM pg_locks WHERE NOT granted`)
    leaving.abort()
    expect(await answer).toBe('AbortError')
    // The server is told of it before the write can end.
    await get('beside', '/api/health')
    await database.query('COMMIT')
    await until(`SELECT 1 FROM "Change" WHERE sequence > ${rows[0].last}`)
  }

  /** While PostgreSQL takes no connection, and the ledger has lost those that it had. */
  async function whileAway<Value>(work: () => Promise<Value>) {
    const postmaster = findPostmaster(path.join(dataDir, 'postgres'))
    if (!postmaster) throw new Error('PostgreSQL does not run.')
    process.kill(postmaster.pid, 'SIGSTOP')
    try {
      await database.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      )
      return await work()
    } finally {
      process.kill(postmaster.pid, 'SIGCONT')
    }
  }

  async function until(statement: string) {
    const found = async () => expect((await database.query(statement)).rowCount).toBeGreaterThan(0)
    await vi.waitFor(found, { timeout: 30_000, interval: 50 })
  }

  const cookieIn = (headers: Headers) => /accord\.session_token=[^;]+/.exec(headers.get('set-cookie') ?? '')?.[0] ?? ''

  beforeAll(async () => {
    // PostgreSQL may run as another account than root, and has to pass.
    chmodSync(path.dirname(dataDir), 0o711)
    ledger = await startLedger({
      ACCORD_DATA_DIR: dataDir,
      PORT: String(await pickFreePort()),
      ACCORD_SECRET: SECRET,
      ACCORD_LOG: '',
      ACCORD_OWNER_EMAIL: OWNER.email,
      ACCORD_OWNER_PASSWORD: OWNER.password,
    })
    const connectionString = (await findRunningDatabase(dataDir)) ?? ''
    secrets.database = readFileSync(path.join(dataDir, 'postgres-password'), 'utf8').trim()
    database = new pg.Client({ connectionString })
    await database.connect()
    const { rows } = await database.query('SELECT max(sequence) AS begun FROM "Change"')

    const wrong = { email: OWNER.email, password: 'a wrong pass phrase', next: '' }
    await act('wrong', 'signIn', '/en/sign-in', wrong, {
      'X-Request-Id': FORGED,
      'User-Agent': `x\u0085${FORGED}`,
    })
    const { headers } = await act('signIn', 'signIn', '/en/sign-in', { ...OWNER, next: '' })
    const cookie = cookieIn(headers)
    secrets.cookie = cookie.split('=')[1] ?? ''
    await act('anonymous', 'invitePerson', '/en/people', { role: 'EDITOR' })
    const { answer } = await act('invite', 'invitePerson', '/en/people', { role: 'EDITOR' }, { cookie })
    const { link } = (answer?.value ?? {}) as { link?: string }
    secrets.token = link?.split('/').at(-1) ?? ''
    await get('link', `/en/join/${secrets.token}`)
    const newcomer = { token: secrets.token, name: 'N', email: OWNER.email, password: 'their own pass phrase' }
    await act('taken', 'joinByLink', `/en/join/${secrets.token}`, newcomer)
    const assessment = {
      ref: 'SF-09',
      version: '1',
      effectiveOn: '2026-01-05',
      status: 'UNASSESSED',
      condition: 'ACTIVE',
      progress: '',
      confidence: 'SUGGESTED',
      rationaleEn: 'As it stands.',
    }
    await act('assess', 'assess', '/en/commitments/SF-09/assess', assessment, { cookie })
    await act('stale', 'assess', '/en/commitments/SF-09/assess', assessment, { cookie })
    const foreign = { role: 'EDITOR', secret: 'a secret of a form' }
    await act('foreign', 'invitePerson', '/en/people', foreign, { cookie, Origin: 'https://elsewhere.example' })
    secrets.form = foreign.secret
    const unknown = { Origin: ledger.address, 'Next-Action': `${FORGED}\u0085\u009b2J`, cookie }
    const calling = (call: string) => {
      const form = new FormData()
      form.set('0', call)
      return form
    }
    const send = (headers: Record<string, string>, call: string) =>
      fetch(`${ledger.address}/en/people`, { method: 'POST', headers, body: calling(call) })
    await send(unknown, '["$K1"]')
    for (const call of ['["$B1"]', '["$9"]', 'null', '']) {
      const garbled = { ...unknown, 'Next-Action': actionOfBuild('invitePerson') }
      expect((await send(garbled, call)).status).toBe(400)
    }
    await get('refused', '/en/people')
    await get('forging', `/en/%0A${encodeURIComponent(FORGED)}%1B[2J?password=${secrets.wrong}`)

    await database.query('ALTER TABLE "FollowUp" RENAME TO "Elsewhere"')
    const { text } = await get('page', '/en/commitments/SF-09')
    ids.digest = /(?:digest|dgst)\W{1,6}(\d+)/.exec(text)?.[1] ?? null
    await get('api', '/api/v1/commitments/SF-09')
    await get('join', `/en/join/${secrets.token}`, { cookie })
    await database.query('ALTER TABLE "Elsewhere" RENAME TO "FollowUp"')

    await leaveBefore((signal) =>
      act('left', 'assess', '/en/commitments/SF-10/assess', { ...assessment, ref: 'SF-10' }, { cookie }, signal),
    )
    away = await whileAway(() => Promise.all([1, 2, 3].map((nth) => get(`away ${nth}`, '/en/people', { cookie }))))

    ;({ rows: recorded } = await database.query(
      `SELECT sequence, entry->>'action' AS action FROM "Change" WHERE sequence > $1 ORDER BY sequence`,
      [rows[0].begun],
    ))
    await database.end()
    await ledger.stop()
    const said = ledger.said().split('\n').filter(Boolean)
    lines = said.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line)
    words = said.filter((line) => !line.startsWith('{'))
  })
  afterAll(async () => {
    await ledger?.stop()
    rmSync(path.dirname(dataDir), { recursive: true, force: true })
  })

  const ofRequest = (step: string) => lines.filter(({ request }) => request === ids[step])
  const numbersOf = (action: string) =>
    recorded.filter((change) => change.action === action).map(({ sequence }) => sequence)

  test('is lines of JSON, beside what the start and Next say in words', () => {
    const byStart = /^(✓|…) |^http:\/\/|^The database/
    // What Next says of an action that there is not, in its own words.
    const byNext = /^Error: The Server Reference ID did not|^Read more: |^ +at /
    expect(words.filter((line) => !byStart.test(line) && !byNext.test(line))).toEqual([])
    expect(words.filter((line) => byNext.test(line))).not.toEqual([])
    expect(lines[0]).toMatchObject({ level: 'info', msg: 'started' })
    for (const line of lines)
      expect(line).toMatchObject({ level: expect.any(String), time: expect.any(String), msg: expect.any(String) })
  })

  test('gives every request a number of its own', () => {
    const numbers = Object.entries(ids).filter(([step]) => step !== 'digest')
    for (const [, number] of numbers) expect(number).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    expect(new Set(numbers.map(([, number]) => number)).size).toBe(numbers.length)
  })

  test('names the changes that a write made, by the request that its answer named', () => {
    const [first, second] = numbersOf('assessment.recorded')
    const done = { level: 'info', msg: 'done', action: 'assessment.record', actor: expect.stringMatching(/:[\w-]+$/) }
    expect(ofRequest('assess')).toEqual([expect.objectContaining({ ...done, changes: [first] })])
    // Of a client that had left before the answer.
    expect(lines.filter(({ changes }) => [changes].flat().includes(second))).toEqual([expect.objectContaining(done)])
    expect(ofRequest('invite')[0]).toMatchObject({ msg: 'done', changes: numbersOf('person.invited') })
    expect(ofRequest('signIn')[0]).toMatchObject({ msg: 'done', action: 'session.start' })
  })

  test('says why something was refused', () => {
    const refused = { msg: 'refused', actor: 'anonymous' }
    expect(ofRequest('wrong')[0]).toMatchObject({ ...refused, level: 'warn', reason: 'signInRefused' })
    expect(ofRequest('anonymous')[0]).toMatchObject({
      ...refused,
      level: 'warn',
      code: 'UNAUTHENTICATED',
      changes: [],
    })
    expect(ofRequest('taken')[0]).toMatchObject({ ...refused, level: 'info', code: 'CONFLICT', changes: [] })
    expect(ofRequest('stale')[0]).toMatchObject({ msg: 'refused', level: 'info', code: 'CONFLICT', changes: [] })
    expect(ofRequest('foreign')).toEqual([
      expect.objectContaining({ level: 'warn', msg: 'answered', status: 403, path: '/en/people' }),
    ])
    expect(ofRequest('refused')).toEqual([
      expect.objectContaining({ level: 'warn', msg: 'answered', status: 401, path: '/en/people' }),
    ])
  })

  test('tells of an error with what the page showed, and of its answer', () => {
    expect(ids.digest).toMatch(/^\d+$/)
    const isBroken = ({ msg }: Line) => msg === 'broken'
    for (const step of ['page', 'api']) {
      expect(ofRequest(step).filter(isBroken)).not.toEqual([])
      for (const line of ofRequest(step).filter(isBroken))
        expect(line).toMatchObject({
          level: 'error',
          error: { message: expect.stringContaining('FollowUp'), stack: expect.stringMatching(/\n +at /) },
        })
      expect(ofRequest(step).filter((line) => !isBroken(line))).toEqual([
        expect.objectContaining({ level: 'error', msg: 'answered', status: 500 }),
      ])
    }
    expect(ofRequest('page').map(({ error }) => (error as { digest?: string } | undefined)?.digest)).toContain(
      ids.digest,
    )
  })

  test('tells of no error without its request', () => {
    const others = lines.filter(
      ({ level, msg, request }) =>
        level === 'error' && ![ids.page, ids.api].includes(String(request)) && msg !== 'The database cannot serve',
    )
    expect(others).toEqual([])
  })

  test('says every ten seconds at most that the database is away, no matter who asks', () => {
    expect(away.map(({ status }) => status)).toEqual([503, 503, 503])
    const said = lines.filter(({ msg }) => msg === 'The database cannot serve')
    expect(said[0]).toMatchObject({ level: 'error', reason: expect.stringMatching(/connect/i) })
    const times = said.map(({ time }) => Date.parse(String(time)))
    for (const [nth, time] of times.slice(1).entries()) expect(time - (times[nth] ?? 0)).toBeGreaterThan(9_900)
  })

  test('keeps every secret', () => {
    expect(Object.values(secrets).filter((secret) => secret.length < 12)).toEqual([])
    const said = [
      ...words.filter((line) => !line.startsWith('✓ owner ')),
      ...lines.map((line) => JSON.stringify(line)),
    ].join('\n')
    const found = Object.entries({ ...secrets, email: OWNER.email }).filter(([, secret]) =>
      [secret, decodeURIComponent(secret)].some((form) => said.includes(form)),
    )
    expect(found).toEqual([])
  })

  test('has no line that somebody else wrote', () => {
    expect(lines.filter(({ action }) => action === 'forged')).toEqual([])
    expect(ledger.said()).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/u)
  })
})
