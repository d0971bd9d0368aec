// A process of its own for drills/load.mjs: a crowd at one ledger. Prints what it has met as a line of JSON, ten times a
// second; does what it is told on its standard input, and ends with it.
//   node drills/load/crowd.mjs <readers|slow|streams> <port> <how many> <first of their addresses>
import http from 'node:http'
import net from 'node:net'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { pause } from '../random.mjs'

const [does = '', port = '', many = '', first = ''] = process.argv.slice(2)
const HOST = '127.0.0.1'
const PAGES = ['/en', '/en/commitments', '/en/commitments/SF-09', '/zh', '/zh/commitments', '/api/v1/commitments']
/** So many connect at a time, fewer than wait to be accepted on any system. */
const TOGETHER = 100
/** How long somebody reads a page before the next one: less than a connection may be silent. */
const READING_MS = 8_000
const LONGEST_MS = 60_000

const met = {
  open: 0,
  /** What was answered, by status, and what went wrong, by its code. @type {Record<string, number>} */
  answers: {},
  /** The last thing that streams were told, by how many were. @type {Record<string, number>} */
  told: {},
}
const addresses = does === 'readers' ? 100 : 20
const localAddressOf = (/** @type {number} */ n) =>
  first.replace(/\d+$/, (last) => String(Number(last) + (n % addresses)))

// As if they were elsewhere: what they do takes no time from the ledger.
setPriority(10)
setInterval(() => console.log(JSON.stringify(met)), 100).unref()
const orders = createInterface(process.stdin)
/** @type {(value?: unknown) => void} */
let begin = () => {}
const begun = new Promise((resolve) => {
  begin = resolve
})
let isOver = false
orders.on('line', (order) => {
  if (order === 'begin') begin()
  if (order === 'rest') isOver = true
})
orders.on('close', () => process.exit())

const start = { readers: read, slow: beSlow, streams: listen }[does]
for (let n = 0; n < Number(many); n += 1) {
  start?.(n)
  if (n % TOGETHER === TOGETHER - 1) await pause(50)
}

/** Reads one page after the other on one connection, open beforehand, as a browser does, and comes again when told to. @param {number} n */
async function read(n) {
  let socket = await connect(n)
  await begun
  for (let page = n; !isOver; page += 1) {
    if (socket.destroyed) socket = await connect(n)
    const { answer, again } = await ask(socket, PAGES[page % PAGES.length] ?? '')
    met.answers[answer] = (met.answers[answer] ?? 0) + 1
    await pause(again || READING_MS * Math.random())
  }
  socket.destroy()
}

/** A connection, when it is there. @param {number} n @returns {Promise<net.Socket>} */
function connect(n) {
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
      met.answers[`not connected: ${codeOf(error)}`] = (met.answers[`not connected: ${codeOf(error)}`] ?? 0) + 1
      pause(1_000).then(() => connect(n).then(resolve))
    })
  })
}

/** @param {net.Socket} socket @param {string} path @returns {Promise<{ answer: string, again: number }>} */
function ask(socket, path) {
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

/** Waits to be told of changes. @param {number} n */
function listen(n) {
  let last = ''
  const options = { host: HOST, port, path: '/api/events', localAddress: localAddressOf(n), agent: false }
  const request = http.get(options, (response) => {
    if (response.statusCode === 200) met.open += 1
    else met.answers[`${response.statusCode}`] = (met.answers[`${response.statusCode}`] ?? 0) + 1
    response.setEncoding('utf8').on('data', (text) => {
      const said = /data: (\d+)\n\n$/.exec(text)?.[1]
      if (!said || said === last) return
      if (last) met.told[last] = (met.told[last] ?? 0) - 1
      last = said
      met.told[said] = (met.told[said] ?? 0) + 1
    })
    response.once('close', () => {
      met.open -= 1
    })
  })
  request.once('error', (error) => {
    met.answers[codeOf(error)] = (met.answers[codeOf(error)] ?? 0) + 1
  })
}

/** Sends headers or a form in trickles, or asks for much and reads none of it; when cut off, does so again. @param {number} n */
async function beSlow(n) {
  while (!isOver) {
    const socket = await connect(n)
    const head = (/** @type {string} */ line, more = '') => `${line} HTTP/1.1\r\nHost: ${HOST}\r\n${more}`
    let trickle = ''
    if (n % 3 === 0) trickle = head('GET /en', 'X-Slow: ')
    else if (n % 3 === 1) socket.write(head('POST /en', 'Next-Action: none\r\nContent-Length: 9000\r\n\r\n'))
    else socket.pause().write(`${head('GET /en/commitments')}\r\n`.repeat(20))
    if (trickle) socket.write(trickle)
    const timer = setInterval(() => n % 3 < 2 && socket.write('x'), 1_000)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    if (n % 3 < 2) socket.resume()
    await closed
    clearInterval(timer)
    met.answers['cut off'] = (met.answers['cut off'] ?? 0) + 1
    await pause(1_000)
  }
}

/** @param {Error} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code ?? error.message
}
