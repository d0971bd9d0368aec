// A process of its own for drills/load.ts: a crowd at one ledger. Prints what it has met as a line of JSON, ten times a
// second; takes orders on its standard input, and ends with it.
//   node --import tsx drills/load/crowd.ts <readers|slow|streams> <port> <how many> <first of their addresses>
import http from 'node:http'
import net from 'node:net'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { count } from '../support/numbers'
import type { Met } from './gather'

const [does = '', port = '', many = '', first = ''] = process.argv.slice(2)
const HOST = '127.0.0.1'
const PAGES = ['/en', '/en/commitments', '/en/commitments/SF-09', '/zh', '/zh/commitments', '/api/v1/commitments']
/** So many connect at a time, fewer than may wait to be accepted on any system. */
const TOGETHER = 100
/** How long somebody reads a page before the next one: less than a connection may be silent. */
const READING_MS = 8_000
const LONGEST_MS = 60_000

const met: Met = { open: 0, answers: {}, told: {} }
const addresses = does === 'readers' ? 100 : 20
const localAddressOf = (n: number) => first.replace(/\d+$/, (last) => String(Number(last) + (n % addresses)))

// As if they were elsewhere: what they do takes no time from the ledger.
setPriority(10)
setInterval(() => console.log(JSON.stringify(met)), 100).unref()
let begin = () => {}
const begun = new Promise<void>((resolve) => {
  begin = resolve
})
let isOver = false
const orders = createInterface(process.stdin)
orders.on('line', (order) => {
  if (order === 'begin') begin()
  if (order === 'rest') isOver = true
})
orders.on('close', () => process.exit())

const PARTS: Record<string, (n: number) => unknown> = { readers: read, slow: beSlow, streams: listen }
for (let n = 0; n < Number(many); n += 1) {
  PARTS[does]?.(n)
  if (n % TOGETHER === TOGETHER - 1) await pause(50)
}

/** Reads one page after the other on one connection, open beforehand, as a browser does, and comes again when told to. */
async function read(n: number) {
  let socket = await connect(n)
  await begun
  for (let page = n; !isOver; page += 1) {
    if (socket.destroyed) socket = await connect(n)
    const { answer, again } = await ask(socket, PAGES[page % PAGES.length] ?? '')
    count(met.answers, answer)
    await pause(again || READING_MS * Math.random())
  }
  socket.destroy()
}

/** A connection, once it is there. */
function connect(n: number): Promise<net.Socket> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: HOST, port: Number(port), localAddress: localAddressOf(n) })
    socket.once('connect', () => {
      met.open += 1
      socket.once('close', () => {
        met.open -= 1
      })
      resolve(socket)
    })
    socket.on('error', (error) => {
      if (!socket.connecting) return
      count(met.answers, `not connected: ${codeOf(error)}`)
      pause(1_000).then(() => connect(n).then(resolve))
    })
  })
}

function ask(socket: net.Socket, path: string): Promise<{ answer: string; again: number }> {
  return new Promise((resolve) => {
    const began = performance.now()
    const headers = { Connection: 'keep-alive' }
    const request = http.get({ host: HOST, port, path, headers, createConnection: () => socket, timeout: LONGEST_MS })
    request.on('timeout', () => request.destroy(Object.assign(new Error(), { code: 'NO ANSWER' })))
    request.on('error', (error) => resolve({ answer: codeOf(error), again: 1_000 }))
    request.on('response', (response) => {
      const { statusCode, headers } = response
      const again = Number(headers['retry-after'] ?? 0) * 1_000 * (1 + Math.random())
      const isWrong = statusCode === 503 && !again
      response.resume().once('close', () => {
        const ending = response.complete ? '' : ' cut off'
        const late = performance.now() - began > 1_000 && statusCode === 200 ? ' after more than 1 s' : ''
        resolve({ answer: `${statusCode}${isWrong ? ' without Retry-After' : ''}${ending}${late}`, again })
      })
    })
  })
}

/** Waits to be told of changes. */
function listen(n: number) {
  let last = ''
  const options = { host: HOST, port, path: '/api/events', localAddress: localAddressOf(n), agent: false }
  const request = http.get(options, (response) => {
    if (response.statusCode !== 200) return count(met.answers, String(response.statusCode))
    met.open += 1
    response.setEncoding('utf8').on('data', (text) => {
      const said = /data: (\d+)\n\n$/.exec(text)?.[1]
      if (!said || said === last) return
      if (last) met.told[last] = (met.told[last] ?? 0) - 1
      last = said
      count(met.told, said)
    })
    response.once('close', () => {
      met.open -= 1
    })
  })
  request.once('error', (error) => count(met.answers, codeOf(error)))
}

/** Sends headers or a form in trickles, or asks for much and reads none of it; when cut off, does so again. */
async function beSlow(n: number) {
  while (!isOver) {
    const socket = await connect(n)
    const head = (line: string, more = '') => `${line} HTTP/1.1\r\nHost: ${HOST}\r\n${more}`
    let trickle = ''
    if (n % 3 === 0) trickle = head('GET /en', 'X-Slow: ')
    else if (n % 3 === 1)
      socket.write(
        head(
          'POST /en',
          'Next-Action: none\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000\r\n\r\n',
        ),
      )
    else socket.pause().write(`${head('GET /en/commitments')}\r\n`.repeat(20))
    if (trickle) socket.write(trickle)
    const timer = setInterval(() => n % 3 < 2 && socket.write('x'), 1_000)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    if (n % 3 < 2) socket.resume()
    await closed
    clearInterval(timer)
    count(met.answers, 'cut off')
    await pause(1_000)
  }
}

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message
}
