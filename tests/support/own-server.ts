import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Options, serverFor } from '@/server/main'
import { type Say, shared } from '@/server/shared'

/**
 * The web server around an answer that stands for Next's, on a free port of every address of this machine. Nothing is logged
 * unless `say` is given.
 */
export async function ownServer(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  { say = () => {}, ...options }: Partial<Options> & { say?: Say } = {},
) {
  const all = { proxies: [], url: '', development: false, files: new Set<string>(), ...options }
  const { server, counts } = serverFor((request, response) => void answer(request, response), all)
  if (!counts) throw new Error('In development nothing is counted.')
  const before = shared.say
  shared.say = say
  server.listen(0, '::')
  await once(server, 'listening')
  return {
    server,
    counts,
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      shared.say = before
    },
  }
}

export type Asked = { method?: string; host?: string; headers?: Record<string, string | string[]> }
export type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string }

/** Asks over a connection of its own. */
export function ask(port: number, path: string, { method = 'GET', host = '127.0.0.1', headers = {} }: Asked = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = http.request({ port, path, method, host, headers, agent: false, timeout: 60_000 })
    sent.on('error', reject).on('timeout', () => sent.destroy(new Error('no answer')))
    sent.on('response', async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
    sent.end()
  })
}
