import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import type { Patience } from './admission'
import { filesServed } from './files'
import { actionsBuilt, formerActions } from './former-actions'
import { openLog } from './log'
import { serverFor } from './main'
import { secretsIn } from './secrets'
import { presentRequest, shared } from './shared'
import { logWhatNobodyCatches } from './uncaught'

/**
 * The process of the web server: the ledger on HOST and PORT, until it is told to end. scripts/serve.mjs starts it, and passes
 * the settings on in its environment.
 */
const { HOST: hostname = '127.0.0.1', ACCORD_URL: url = '', ACCORD_PROXY = '', ACCORD_PATIENCE_MS } = process.env
const port = Number(process.env.PORT)
const development = process.env.NODE_ENV === 'development'
/**
 * Connections that may wait to be accepted, as far as the system allows. With Node's 511 a thousand readers in a second fill that
 * for a moment, and those who come then try again only after a second, or three.
 */
const BACKLOG = 4_096

// In development what is logged is printed as it is.
if (!development) {
  const [write, level] = [(line: string) => process.stdout.write(line), process.env.ACCORD_LOG || 'info']
  shared.say = openLog({ write, level, secrets: secretsIn(process.env) })
}

const { server } = serverFor(answerByNext, {
  proxies: ACCORD_PROXY.split(',').filter(Boolean),
  url,
  files: filesServed(),
  patience: ACCORD_PATIENCE_MS ? patienceOf(Number(ACCORD_PATIENCE_MS)) : {},
  development,
})
const app = next({
  dev: development,
  hostname,
  port,
  // What it would print of errors may hold anything; instrumentation.ts has them written to the log.
  quiet: !development,
  // Only development has something at the other end of an upgrade. Where nothing listens for one, it is a request like any other.
  httpServer: development ? server : createServer(),
})
await app.prepare()
const handle = app.getRequestHandler()
const former = formerActions(development ? {} : actionsBuilt())
if (!development) logWhatNobodyCatches()

server.listen({ port, host: hostname, backlog: BACKLOG })
await once(server, 'listening').catch((error) => {
  shared.say('fatal', 'cannot listen', { error })
  process.exit(1)
})
shared.say('info', 'started', { host: hostname, port, node: process.version })

/** Tests wait for as long as it takes. */
function patienceOf(all: number): Patience {
  return { sent: all, openPage: all, page: all, ahead: all }
}

function answerByNext(request: IncomingMessage, response: ServerResponse): void {
  const action = former.get(String(request.headers['next-action']))
  if (action) request.headers['next-action'] = action
  handle(request, response).catch((error) => {
    shared.say('error', 'broken', { request: presentRequest()?.number, error })
    if (!response.headersSent) response.statusCode = 500
    response.end()
  })
}

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, async () => {
    // Requests that were begun are answered; streams of events end by themselves (server/request/open-streams.ts).
    server.close()
    if (development) server.closeAllConnections()
    await once(server, 'close')
    await app.close()
    process.exit(0)
  })
