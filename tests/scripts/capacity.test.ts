import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../scripts/settings.mjs'

/** A server as Next makes one: it answers nothing until it is told to go on, at an address that is always free. */
const SERVER = `
import http from 'node:http'
let held = []
let isHolding = true
const server = http.createServer((request, response) => {
  const answer = () => response.end('answered')
  if (request.url.startsWith('/api/health')) {
    isHolding = request.url.endsWith('hold')
    for (const answer of held.splice(0)) answer()
    return answer()
  }
  isHolding ? held.push(answer) : answer()
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`
const CAPACITY = 12 + 36

let child: ChildProcess
let address = ''
beforeAll(async () => {
  child = spawn(process.execPath, ['--import', './scripts/capacity.mjs', '--input-type=module', '--eval', SERVER], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(child.stdout as NonNullable<typeof child.stdout>, 'data')
  address = `http://127.0.0.1:${String(port).trim()}`
})
afterAll(async () => {
  child.kill()
  await once(child, 'close')
})

const ask = (path: string) => fetch(address + path)

test('what is beyond capacity is told to come again, and all else is answered', async () => {
  await ask('/api/health?hold')
  let refused = 0
  const all = Array.from({ length: CAPACITY + 10 }, async (_, nth) => {
    const answer = await ask(nth % 2 ? '/en' : '/api/v1/summary')
    const text = await answer.text()
    if (answer.status === 503) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(text).toContain('try again in a moment')
      refused += 1
      if (refused === 10) await ask('/api/health?go')
    }
    return answer.status
  })
  const statuses = await Promise.all(all)
  expect(statuses.filter((status) => status === 200)).toHaveLength(CAPACITY)
  expect(refused).toBe(10)
})

test('whoever leaves while waiting makes room', async () => {
  await ask('/api/health?hold')
  const { port } = new URL(address)
  const callers = await Promise.all(
    Array.from({ length: CAPACITY }, async () => {
      const socket = net.connect(Number(port), '127.0.0.1')
      await once(socket, 'connect')
      socket.write('GET /en HTTP/1.1\r\nHost: ledger.test\r\n\r\n')
      return socket
    }),
  )
  // Full: the next one is refused.
  await expect.poll(async () => (await fetchOrLeave('/en')).status).toBe(503)
  for (const socket of callers) socket.destroy()
  await ask('/api/health?go')
  await expect.poll(async () => (await ask('/en')).status).toBe(200)
})

/** A question that is taken back when it is not refused at once, so that it takes up no place. */
async function fetchOrLeave(path: string): Promise<{ status: number }> {
  return fetch(address + path, { signal: AbortSignal.timeout(200) }).catch(() => ({ status: 0 }))
}
