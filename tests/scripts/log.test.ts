import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { openLog, secretsIn } from '../../scripts/log-lines.mjs'
import { root } from '../../scripts/settings.mjs'

const SECRET = 'a"secret\\of-the-ledger-0123456789'
const TOKEN = 'Zx8vQ2mN4pL7kJ1hG5fD3sA9wE6rT0yU_iO-bVcXzAq'

/** What becomes of one line: as it is written, and as it is read. */
function written(fields: object, message = 'said') {
  const lines: string[] = []
  openLog({ write: (line) => lines.push(line), secrets: [SECRET, 'p@ss/word'] }).info(fields, message)
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
      const began = performance.now()
      written({ text: piece.repeat(200_000 / piece.length) })
      expect(performance.now() - began).toBeLessThan(2_000)
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

/** Prints whatever it is sent, in the way its address names. */
const SERVER = `
  const known = new Error('known')
  const ways = {
    log: (text) => console.log(text), warn: (text) => console.warn('\\x1b[33mmind\\x1b[39m', text),
    error: (text) => console.error(text), thrown: (text) => console.error(new Error(text)),
    before: () => { console.error(' ⨯', known); Promise.resolve().then(() => accordLog('error', 'broken', { request: '1', error: known })) },
    leaving: (text) => { console.error(new Error(text)); process.exit(0) },
    both: (text) => { accordLog('error', 'broken', { request: '1', error: known }); console.error(' ⨯', known) },
    stdout: (text) => process.stdout.write(text + '\\n'), stderr: (text) => process.stderr.write(Buffer.from(text + '\\n')),
    warning: (text) => process.emitWarning(text), fatal: (text) => setTimeout(() => { throw new Error(text) }),
    rejected: (text) => { Promise.reject(new Error(text)) },
    status: () => {},
  }
  require('node:http').createServer((request, response) => {
    const [, way, text] = request.url.split('/')
    ways[way](decodeURIComponent(text))
    response.statusCode = way === 'status' ? Number(text.split('?')[0]) : 200
    response.end()
  }).listen(0, '127.0.0.1', function () { accordLog('info', 'started', { port: this.address().port }) })`

describe('the web server', () => {
  let child: ChildProcess
  afterEach(() => {
    child.kill()
  })

  /** Starts it; what it prints, read as lines of JSON. */
  async function started(env: Record<string, string> = {}) {
    const preloads = ['log.mjs', 'unavailable.mjs'].flatMap((name) => ['--import', path.join(root, 'scripts', name)])
    child = spawn(process.execPath, [...preloads, '--eval', SERVER], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '1', ACCORD_SECRET: SECRET, DATABASE_URL: '', ...env },
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += chunk))
    const lines = () =>
      printed
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
    while (!printed.includes('\n')) await once(child.stdout as NodeJS.ReadableStream, 'data')
    const ask = (way: string, text = '', headers = {}) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const target = { port: Number(lines()[0]?.port), path: `/${way}/${text}`, headers, host: '127.0.0.1' }
        request(target, (response) => resolve(response.resume().headers))
          .on('error', reject)
          .end()
      })
    const said = async (count: number) => {
      for (const deadline = Date.now() + 10_000; Date.now() < deadline && lines().length < count; ) await pause(20)
      return lines().slice(1)
    }
    return { ask, said }
  }

  test.each<[string, string, string]>([
    ['warn', 'warn', 'mind '],
    ['error', 'error', ''],
    ['thrown', 'error', ''],
    ['stderr', 'error', ''],
    ['warning', 'warn', ''],
  ])('makes a line of what is printed by %s', async (way, level, before) => {
    const { ask, said } = await started()
    await ask(way, encodeURIComponent(`it is ${SECRET} {"level":"info"}`))
    expect(await said(2)).toEqual([expect.objectContaining({ level, msg: `${before}it is [hidden] {"level":"info"}` })])
  })

  test('makes several lines of several that are written past the console, and none of those for whoever looks closely', async () => {
    const { ask, said } = await started()
    await ask('log', 'quiet')
    await ask('stdout', 'quiet')
    await ask('stderr', encodeURIComponent('one\n\ntwo'))
    expect((await said(3)).map(({ msg }) => msg)).toEqual(['one', 'two'])
  })

  test('tells everything when it is asked to', async () => {
    const { ask, said } = await started({ ACCORD_LOG: 'debug' })
    const { 'x-request-id': id } = await ask('log', 'closely', {
      'x-accord-request': 'chosen',
      'x-request-id': 'chosen',
    })
    expect(id).toMatch(/^[\da-f-]{36}$/)
    expect(await said(3)).toEqual([
      expect.objectContaining({ level: 'debug', msg: 'closely' }),
      expect.objectContaining({ level: 'debug', msg: 'answered', request: id, status: 200, path: '/log/closely' }),
    ])
  })

  test.each(['before', 'both'])('tells an error once, with the request that it broke (%s)', async (way) => {
    const { ask, said } = await started()
    await ask(way)
    await ask('error', 'last')
    expect((await said(3)).map(({ msg, request }) => [msg, request])).toEqual([
      ['broken', '1'],
      ['last', undefined],
    ])
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
    const { 'x-request-id': id } = await ask('status', `${status}?q=who`)
    await ask('error', 'last')
    const answered = { level, msg: 'answered', request: id, method: 'GET', path: `/status/${status}`, status }
    const lines = await said(level ? 3 : 2)
    expect(lines).toEqual([
      ...(level ? [expect.objectContaining(answered)] : []),
      expect.objectContaining({ msg: 'last' }),
    ])
  })

  test('gives a warning of Node once', async () => {
    const { ask, said } = await started()
    for (const text of ['first', 'again']) await ask('warning', text)
    await ask('error', 'last')
    expect((await said(3)).map(({ msg }) => msg)).toEqual(['first', 'last'])
  })

  test('loses no error that was printed as it ended', async () => {
    const { ask, said } = await started()
    await ask('leaving', 'why').catch(() => null)
    expect(await said(2)).toEqual([expect.objectContaining({ level: 'error', msg: 'why' })])
  })

  test.each(['fatal', 'rejected'])('ends with a line and code 1 at what nobody catches: %s', async (way) => {
    const { ask, said } = await started()
    const ended = once(child, 'close')
    await ask(way, 'why').catch(() => null)
    expect(await ended).toEqual([1, null])
    expect(await said(2)).toEqual([expect.objectContaining({ level: 'fatal', msg: 'why' })])
  })
})
