import { createHmac } from 'node:crypto'
import path from 'node:path'
import { bin, end, followParent, start } from './command.mjs'
import { Failure } from './failure.mjs'
import { addressOf, root } from './settings.mjs'
import { beforeLeaving } from './shutdown.mjs'

/** @typedef {{ address: string, pid: number, stop: () => Promise<void>, ended: Promise<void> }} Server */

const patience = 120_000
const preloaded = (/** @type {boolean} */ development) =>
  // Whoever develops reads what is printed, compiles pages as they are asked for, and knows why they wait.
  [
    ...(development ? [] : ['log.mjs']),
    ...['client-address.mjs', 'readable-address.mjs', 'answer-headers.mjs', 'unavailable.mjs'],
    ...(development ? [] : ['capacity.mjs']),
  ].flatMap((script) => ['--import', path.join(root, 'scripts', script)])

/**
 * Starts Next and returns when it answers requests; it is stopped before this script ends. What it prints before it
 * answers is shown when it fails, and of a log all of it; nothing when it is to be `silent`.
 * @param {{ host: string, port: number, connectionString: string, timeZone: string, secret: string,
 *   url?: string | null, proxies?: string[], development?: boolean, silent?: boolean }} options
 * @returns {Promise<Server>}
 */
export async function serve(options) {
  const { host, port, connectionString, timeZone, secret, url = null, proxies = [] } = options
  const { development = false, silent = false } = options
  const address = addressOf({ host, port })
  const args = [development ? 'dev' : 'start', '--hostname', host, '--port', String(port)]
  // A long search in a URL deserves an answer of the ledger's own, not one from Node's header limit.
  const nodeOptions = ['--max-http-header-size=262144', ...followParent, ...preloaded(development)]
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
  }
  const child = start(process.execPath, [...nodeOptions, bin('next', 'dist/bin/next'), ...args], {
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
        child.stderr?.pipe(process.stderr, { end: false })
      }
    },
  }
}

/** @param {string} url @param {Promise<unknown>} ended */
async function untilAnswered(url, ended) {
  let over = false
  ended.then(() => {
    over = true
  })
  for (const deadline = Date.now() + patience; ; ) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(patience) })
      await response.arrayBuffer()
      return
    } catch {
      if (over) throw new Failure('The web server did not start; Next says why above.')
      if (Date.now() > deadline) throw new Failure(`The web server did not answer within ${patience / 1000} s.`)
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))])
    }
  }
}
