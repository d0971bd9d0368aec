import { createHmac } from 'node:crypto'
import { Transform } from 'node:stream'
import { end, followParent, program, start } from './command.mjs'
import { Failure } from './failure.mjs'
import { addressOf } from './settings.mjs'
import { beforeLeaving } from './shutdown.mjs'

/** @typedef {{ address: string, pid: number, stop: () => Promise<void>, ended: Promise<void> }} Server */

const START_MS = 120_000
/**
 * Garbage is collected when there is half as much of it as of what is in use: V8 by itself lets a process keep what a crowd
 * has left behind, for as long as the machine has memory. Most of a page's garbage dies in a larger young space, which makes
 * up for the work.
 */
const NODE_OPTIONS = ['--heap-growing-percent=50', '--max-semi-space-size=32']
/** What commands a terminal, ends a line somewhere or runs text backwards. */
const COMMANDS = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu

/**
 * Starts the web server and returns when it answers requests; it is stopped before this script ends. What it prints before it
 * answers is shown when it fails, and of a log all of it; nothing when it is to be `silent`.
 * @param {{ host: string, port: number, connectionString: string, timeZone: string, secret: string,
 *   url?: string | null, proxies?: string[], development?: boolean, silent?: boolean, patience?: number }} options
 *   `patience` is for how many milliseconds a request waits to be begun, in place of the server's own times
 * @returns {Promise<Server>}
 */
export async function serve(options) {
  const { host, port, connectionString, timeZone, secret, url = null, proxies = [] } = options
  const { development = false, silent = false, patience } = options
  const address = addressOf({ host, port })
  const env = {
    ...process.env,
    NODE_ENV: /** @type {'development' | 'production'} */ (development ? 'development' : 'production'),
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: connectionString,
    ACCORD_TIME_ZONE: timeZone,
    ACCORD_SECRET: secret,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: createHmac('sha256', secret).update('server actions').digest('base64'),
    ACCORD_URL: url ?? '',
    ACCORD_PROXY: proxies.join(','),
    // Only the start needs it.
    ACCORD_OWNER_PASSWORD: '',
    PORT: String(port),
    HOST: host,
    ACCORD_PATIENCE_MS: String(patience ?? ''),
    // Where Next finds its own server, as `next start` sets it: behind a proxy it would look for that on https.
    __NEXT_PRIVATE_ORIGIN: address,
  }
  const child = start(process.execPath, [...NODE_OPTIONS, ...followParent, program('run')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const forget = beforeLeaving(() => end(child, 4000))
  const ended = new Promise((resolve) => child.once('exit', () => resolve(undefined))).finally(forget)
  const output = holdBack(child)
  await untilAnswered(`${address}/api/health`, ended).catch(async (error) => {
    await end(child, 1000)
    throw Object.assign(error, { output: output.held() })
  })
  output.letThrough({ silent, withHeld: !development })
  return { address, pid: child.pid ?? 0, ended, stop: () => end(child, 4000) }
}

/** Keeps what a program prints, until told to pass it on. @param {import('node:child_process').ChildProcess} child */
function holdBack(child) {
  const held = /** @type {Buffer[]} */ ([])
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => held.push(chunk))
  return {
    held: () => Buffer.concat(held).toString(),
    letThrough(/** @type {{ silent: boolean, withHeld: boolean }} */ { silent, withHeld }) {
      if (withHeld && !silent) process.stdout.write(Buffer.concat(held))
      held.length = 0
      for (const stream of [child.stdout, child.stderr]) stream?.removeAllListeners('data')
      // What nobody reads would hold it up once the pipe is full.
      if (silent) for (const stream of [child.stdout, child.stderr]) stream?.resume()
      else {
        child.stdout?.pipe(process.stdout, { end: false })
        const printed = withHeld ? child.stderr?.setEncoding('utf8').pipe(withoutCommands()) : child.stderr
        printed?.pipe(process.stderr, { end: false })
      }
    },
  }
}

/** Next prints some of what a request says as it is, such as the name of an action that does not exist. */
const withoutCommands = () =>
  new Transform({
    decodeStrings: false,
    transform: (text, _, done) => done(null, String(text).replace(COMMANDS, '')),
  })

/** @param {string} url @param {Promise<unknown>} ended */
async function untilAnswered(url, ended) {
  let over = false
  ended.then(() => {
    over = true
  })
  for (const deadline = Date.now() + START_MS; ; ) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(START_MS) })
      await response.arrayBuffer()
      return
    } catch {
      if (over) throw new Failure('The web server did not start; it says why above.')
      if (Date.now() > deadline) throw new Failure(`The web server did not answer within ${START_MS / 1000} s.`)
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))])
    }
  }
}
