import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../scripts/settings.mjs'

/** Answers with the status in the address, after it found the database away if it says so. */
const SERVER = `require('node:http').createServer((request, response) => {
  const [, status, way, away] = request.url.split('/')
  if (away) globalThis.accordUnavailable(request.headers['x-accord-request'])
  if (way === 'written') response.writeHead(Number(status), 'As it is', { 'x-kept': 'yes' })
  else { response.statusCode = Number(status); response.setHeader('x-kept', 'yes') }
  response.end('text')
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

let child: ChildProcess
let address = ''
beforeAll(async () => {
  const preload = path.join(root, 'scripts', 'unavailable.mjs')
  child = spawn(process.execPath, ['--import', preload, '--eval', SERVER], { cwd: root })
  const [printed] = await once(child.stdout as NodeJS.ReadableStream, 'data')
  address = `http://127.0.0.1:${Number(String(printed))}`
})
afterAll(() => {
  child.kill()
})

async function answerTo(target: string, init: RequestInit = {}) {
  const response = await fetch(address + target, init)
  expect(await response.text()).toBe('text')
  expect(response.headers.get('x-kept')).toBe('yes')
  return [response.status, response.headers.get('retry-after')]
}

describe.each(['written', 'set'])('an answer whose status is %s', (way) => {
  test.each([
    [200, 503],
    [500, 503],
    [404, 404],
    [401, 401],
    [307, 307],
  ])('%i, while the database is away, says %i', async (status, said) => {
    expect(await answerTo(`/${status}/${way}/away`, { redirect: 'manual' })).toEqual([said, said === 503 ? '5' : null])
  })

  test.each([200, 500])('%i stays as it is otherwise', async (status) => {
    expect(await answerTo(`/${status}/${way}`)).toEqual([status, null])
  })
})

test('what an open page asks for, and what is sent, is answered as it would be', async () => {
  expect(await answerTo('/200/set/away', { headers: { RSC: '1' } })).toEqual([200, null])
  expect(await answerTo('/200/set/away', { method: 'POST' })).toEqual([200, null])
})

test('nobody can have the answer to somebody else say so', async () => {
  const [own] = await Promise.all([
    answerTo('/200/set'),
    answerTo('/200/set/away', { headers: { 'x-accord-request': 'chosen' } }),
  ])
  expect(own).toEqual([200, null])
})
