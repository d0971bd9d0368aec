// A process of its own for scripts/drills/load.mjs: a crowd that reads a ledger. Prints what it has met so far as one line
// of JSON each second.
//   node scripts/load/crowd.mjs <port> <readers> <slow> <streams>
import http from 'node:http'
import net from 'node:net'

const [port = 0, readers = 0, slow = 0, streams = 0] = process.argv.slice(2).map(Number)
const HOST = '127.0.0.1'
const PAGES = ['/en', '/en/commitments', '/en/commitments/SF-09', '/zh/domains', '/api/v1/commitments']
/** How many come in a second, and how long somebody reads a page before the next. */
const ARRIVALS = 400
const READING_MS = 10_000

const met = {
  readers: 0,
  /** @type {Record<string, number>} answers by status, and what went wrong by its code */
  answers: {},
  streams: 0,
  /** The streams' last words, by how many said them. @type {Record<string, number>} */
  told: {},
  slow: 0,
}
setInterval(() => console.log(JSON.stringify(met)), 1_000)

for (let n = 0; n < streams; n += 1) listen()
for (let n = 0; n < slow; n += 1) n % 2 === 0 ? sendSlowly() : readSlowly()
let arrived = 0
const arriving = setInterval(() => {
  for (let n = 0; n < ARRIVALS / 20 && arrived < readers; n += 1) {
    arrived += 1
    read()
  }
  if (arrived === readers) clearInterval(arriving)
}, 50)

/** Reads one page after the other, each over a connection of its own, and comes again when told to. */
async function read() {
  met.readers += 1
  for (;;) {
    const { status, again } = await ask(PAGES[Math.floor(Math.random() * PAGES.length)] ?? '/')
    count(met.answers, status)
    await pause(again ?? READING_MS * (0.5 + Math.random()))
  }
}

/** @param {string} path @returns {Promise<{ status: string, again: number | null }>} */
function ask(path) {
  return new Promise((resolve) => {
    const request = http.get({ host: HOST, port, path, agent: false }, (answer) => {
      answer.resume()
      const after = answer.headers['retry-after']
      answer.once('close', () =>
        resolve(
          answer.complete
            ? { status: String(answer.statusCode), again: after ? Number(after) * 1_000 : null }
            : { status: 'cut off', again: null },
        ),
      )
    })
    request.once('error', (error) =>
      resolve({ status: /** @type {NodeJS.ErrnoException} */ (error).code ?? error.message, again: 1_000 }),
    )
  })
}

/** Waits to be told of changes. */
function listen() {
  let last = ''
  const request = http.get({ host: HOST, port, path: '/api/events', agent: false }, (answer) => {
    if (answer.statusCode !== 200) return answer.resume()
    met.streams += 1
    answer.setEncoding('utf8').on('data', (text) => {
      const said = /data: (\d+)/.exec(text)?.[1]
      if (!said) return
      if (last) met.told[last] = (met.told[last] ?? 0) - 1
      last = said
      count(met.told, said)
    })
    answer.once('close', () => {
      met.streams -= 1
    })
  })
  request.once('error', (error) => count(met.answers, `stream ${/** @type {NodeJS.ErrnoException} */ (error).code}`))
}

/** Sends a request one byte a second, and comes again when cut off. */
function sendSlowly() {
  const text = Buffer.from(`GET /en HTTP/1.1\r\nHost: ${HOST}\r\nX-Slow: ${'x'.repeat(600)}\r\n\r\n`)
  let at = 0
  const socket = keepOn(sendSlowly)
  const timer = setInterval(() => socket.write(text.subarray(at, ++at)), 1_000)
  socket.once('close', () => clearInterval(timer)).resume()
}

/** Reads an answer one byte a second. */
function readSlowly() {
  const socket = keepOn(readSlowly)
  socket.write(`GET /en/commitments HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`)
  const timer = setInterval(() => socket.read(1), 1_000)
  socket.once('close', () => clearInterval(timer)).on('readable', () => {})
}

/** @param {() => void} again */
function keepOn(again) {
  met.slow += 1
  const socket = net.connect({ host: HOST, port, highWaterMark: 1 })
  // What went wrong is seen when it closes.
  socket.on('error', () => {})
  socket.once('close', () => {
    met.slow -= 1
    setTimeout(again, 1_000)
  })
  return socket
}

/** @param {Record<string, number>} tally @param {string} what */
function count(tally, what) {
  tally[what] = (tally[what] ?? 0) + 1
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
