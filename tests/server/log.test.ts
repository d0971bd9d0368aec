import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { root } from '@/scripts/settings.mjs'
import { openLog } from '@/server/log'
import { log } from '@/server/request/log'
import { secretsIn } from '@/server/secrets'
import { ask, ownServer } from '@/tests/support/own-server'

const SECRET = 'a"secret\\of-the-ledger-0123456789'
const TOKEN = 'Zx8vQ2mN4pL7kJ1hG5fD3sA9wE6rT0yU_iO-bVcXzAq'

/** What becomes of one line: as it is written, and as it is read. */
function written(fields: object, message = 'said') {
  const lines: string[] = []
  openLog({ write: (line) => lines.push(line), secrets: [SECRET, 'p@ss/word'] })('info', message, { ...fields })
  const [line = ''] = lines
  expect(lines).toHaveLength(1)
  return { line, read: JSON.parse(line) as Record<string, unknown> }
}

describe('a line', () => {
  test('says when, how grave, and what', () => {
    const { read } = written({ action: 'assessment.record', changes: [4, 5] })
    expect(read).toEqual({ ...read, level: 'info', action: 'assessment.record', changes: [4, 5], msg: 'said' })
    expect(read.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(Object.keys(read)).not.toContain('hostname')
  })

  test.each([
    ['a line break', '\n{"level":"info","msg":"done"}'],
    ['a carriage return', 'a\rb'],
    ['a line of Unicode', 'a\u2028b\u2029c\u0085d'],
    ['a command to a terminal', '\u001b[2J\u001b]0;title\u0007\u009b2J\u007f'],
    ['text that runs backwards', 'a\u202eb\u2066c'],
    ['a quotation mark', '","level":"fatal'],
    ['half a character', '\ud800'],
    ['NUL', 'a\u0000b'],
  ])('is not ended or altered by %s, wherever it stands', (_, text) => {
    const places = [{ path: text }, { [text]: 1 }, { error: Object.assign(new Error(text), { code: text }) }]
    for (const fields of places) {
      const { line, read } = written(fields, text)
      // Nothing but one line feed at the end commands anything.
      expect(line).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+\n$/u)
      expect(read).toMatchObject({ level: 'info', msg: text })
    }
  })

  test.each<[string, string]>([
    [`the secret is ${SECRET}`, 'the secret is [hidden]'],
    [`it is ${encodeURIComponent(SECRET)}.`, 'it is [hidden].'],
    [
      'postgresql://reader:s3cret@10.0.0.7:5432/ledger refused',
      'postgresql://reader:[hidden]@10.0.0.7:5432/ledger refused',
    ],
    ['postgresql://reader:p@ss/word@host/ledger', 'postgresql://reader:[hidden]@host/ledger'],
    [`GET /en/join/${TOKEN}?a=b`, 'GET /en/join/[hidden]?a=b'],
    [`/zh/setup/${TOKEN} and /password/${TOKEN}`, '/zh/setup/[hidden] and /password/[hidden]'],
    [`next=%2Fen%2Fpassword%2F${TOKEN}`, 'next=%2Fen%2Fpassword%2F[hidden]'],
    [`accord.session_token=${TOKEN}.x%3D; theme=dark`, 'accord.session_token=[hidden]; theme=dark'],
    [`__Host-accord.session_token=${TOKEN}`, '__Host-accord.session_token=[hidden]'],
    [`Bearer ${TOKEN}`, 'Bearer [hidden]'],
    [`{ password: 'a pass phrase', name: 'x' }`, `{ password: '[hidden]', name: 'x' }`],
    [`{"token":"${TOKEN}","name":"x"}`, '{"token":"[hidden]","name":"x"}'],
    ['Cookie: a=b; c=d\r\nHost: x', 'Cookie: [hidden]\r\nHost: x'],
  ])('tells %j without its secret', (text, kept) => {
    expect(written({ text }, text).read).toMatchObject({ text: kept, msg: kept })
    expect(written({ error: new Error(text) }).read.error).toMatchObject({ message: kept })
  })

  test.each(['password', 'passwordHash', 'token', 'cookie', 'authorization', 'ACCORD_SECRET'])(
    'hides a field %s',
    (name) => {
      const { read } = written({ [name]: 'a "quoted" \\ one\n', deeper: { [name]: 'x' }, after: 'kept' })
      expect(read).toMatchObject({ [name]: '[hidden]', deeper: { [name]: '[hidden]' }, after: 'kept' })
    },
  )

  test.each([
    '/en/commitments/SF-09',
    'password.reset',
    'session.start',
    'The password is wrong',
    'https://example.org/a:b',
  ])('tells %s as it is', (text) => {
    expect(written({ action: text }, text).read).toMatchObject({ action: text, msg: text })
  })

  test('tells of an error what it says and where it came from, and nothing that it carries', () => {
    const cause = Object.assign(new Error('why'), { code: 'ECONNREFUSED' })
    const error = Object.assign(new TypeError('what', { cause }), { digest: '42', meta: { email: 'a@b.example' } })
    const { read, line } = written({ error })
    expect(read.error).toMatchObject({
      name: 'TypeError',
      message: 'what',
      digest: '42',
      cause: { code: 'ECONNREFUSED' },
    })
    expect((read.error as { stack: string }).stack).toContain('log.test.ts')
    expect(line).not.toContain('a@b.example')
  })

  test.each(['token', 'accord', 'password=', '/join/', "token='", 'a.', 'http://', 'Cookie: ', '\\'])(
    'is written in time, however long %j goes on',
    (piece) => {
      // A pattern that goes back and forth over it would take minutes, beyond what a test is given.
      const { read } = written({ text: piece.repeat(200_000 / piece.length) })
      expect(String(read.text).length).toBeGreaterThan(100)
    },
  )

  test('knows the secrets of the settings', () => {
    const settings = {
      ACCORD_SECRET: 's',
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'k',
      DATABASE_URL: 'postgresql://u:p%40ss@h/l',
    } as unknown as NodeJS.ProcessEnv
    expect(secretsIn(settings)).toEqual(['s', 'k', 'p%40ss', 'p@ss'])
    expect(secretsIn({} as NodeJS.ProcessEnv)).toEqual([])
  })
})

describe('the web server', () => {
  let close = async () => {}
  afterEach(() => close())

  /** Starts it with a log; `said` are its lines, without what is said of the last request, an error by which its end is known. */
  async function started(level?: string) {
    const lines: string[] = []
    const say = openLog({ write: (line) => lines.push(line), level, secrets: [SECRET] })
    const own = await ownServer(
      ({ url = '' }, response) => {
        const [, way, status] = url.split('/')
        // Next tells of some errors twice.
        if (way === 'broken') for (const _ of [1, 2]) log('error', 'broken', { error: KNOWN })
        response.statusCode = way === 'status' ? Number(status?.split('?')[0]) : 200
        response.end()
      },
      { say },
    )
    close = own.close
    return {
      ask: async (path: string, headers = {}) => (await ask(own.port, path, { headers })).headers,
      said: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    }
  }
  const KNOWN = new Error('known')

  test('tells of every request when it is asked to, by a number of its own', async () => {
    const { ask, said } = await started('debug')
    const { 'x-request-id': id } = await ask('/en/closely?q=who', { 'x-request-id': 'chosen' })
    expect(id).toMatch(/^[\da-f-]{36}$/)
    const answered = { level: 'debug', msg: 'answered', request: id, method: 'GET', status: 200, path: '/en/closely' }
    await vi.waitFor(() => expect(said()).toEqual([expect.objectContaining(answered)]), { timeout: 30_000 })
  })

  test('tells an error once, with the request that it broke', async () => {
    const { ask, said } = await started()
    const { 'x-request-id': id } = await ask('/broken')
    expect(said()).toEqual([expect.objectContaining({ msg: 'broken', request: id })])
  })

  test.each([
    [200, null],
    [404, null],
    [503, null],
    [401, 'warn'],
    [403, 'warn'],
    [429, 'warn'],
    [500, 'error'],
  ])('tells of an answer of %i: %s, without what was asked for', async (status, level) => {
    const { ask, said } = await started()
    const { 'x-request-id': id } = await ask(`/status/${status}?q=who`)
    await ask('/status/500')
    const answered = { level, msg: 'answered', request: id, method: 'GET', path: `/status/${status}`, status }
    const expected = [...(level ? [answered] : []), { path: '/status/500' }].map((line) =>
      expect.objectContaining(line),
    )
    await vi.waitFor(() => expect(said()).toEqual(expected), { timeout: 30_000 })
  })
})

test.each(['setTimeout(() => { throw new Error(text) })', 'Promise.reject(new Error(text))'])(
  'an error that nobody catches is a line without its secret, and the process goes on: %s',
  async (way) => {
    const program = `
      import { logWhatNobodyCatches } from './server/uncaught'
      import { openLog } from './server/log'
      import { shared } from './server/shared'
      shared.say = openLog({ write: (line) => process.stdout.write(line), secrets: [process.env.ACCORD_SECRET] })
      for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (error) => console.error(error))
      logWhatNobodyCatches()
      const text = 'it is ' + process.env.ACCORD_SECRET
      ${way}
      setTimeout(() => shared.say('info', 'last', {}), 50)`
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { cwd: root, env: { ...process.env, ACCORD_SECRET: SECRET } },
    )
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { level: 'error', msg: 'broken', error: { message: 'it is [hidden]' } },
      { level: 'info', msg: 'last' },
    ])
    expect(stderr).toBe('')
  },
)
