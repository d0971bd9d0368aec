import { readFileSync } from 'node:fs'
import http from 'node:http'
import { Failure } from '@/scripts/failure.mjs'
import { actionOfBuild } from '../support/action-client'

export type Asked = {
  path: string
  headers?: Record<string, string>
  /** The action that is sent a form with these fields. */
  action?: string
  fields?: [string, string][]
}

/** Asks over one connection, and resolves to the status when the answer was read to its end. */
export async function ask(address: string, { path, headers = {}, action, fields = [] }: Asked): Promise<number> {
  const form = action === undefined ? null : await bodyOf(address, fields)
  const all = {
    ...headers,
    ...(form && { ...form.headers, 'Next-Action': actionOfBuild(action ?? ''), Origin: address }),
  }
  return new Promise((resolve, reject) => {
    const request = http.request(address, {
      path,
      method: form ? 'POST' : 'GET',
      headers: all,
      agent,
      maxHeaderSize: 2 ** 20,
    })
    request.on('error', reject).on('response', (answer) => {
      answer
        .on('error', reject)
        .on('end', () => resolve(answer.statusCode ?? 0))
        .resume()
    })
    request.end(form?.body)
  })
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })

/** The form as a page would send it. */
async function bodyOf(address: string, fields: [string, string][]) {
  const form = new FormData()
  for (const [name, value] of fields) form.append(`_1_${name}`, value)
  form.append('0', '["$K1"]')
  const request = new Request(address, { method: 'POST', body: form })
  const type = { 'Content-Type': request.headers.get('content-type') ?? '' }
  return { headers: type, body: Buffer.from(await request.arrayBuffer()) }
}

/** Linux counts in hundredths of a second. */
const TICK_MS = 10

/** The milliseconds of processor that a process has used, as Linux tells. Throws a Failure elsewhere. */
export function processorTimeOf(pid: number): number {
  try {
    const [user = 0, system = 0] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '')
      .split(' ')
      .slice(11, 13)
      .map(Number)
    return (user + system) * TICK_MS
  } catch (error) {
    throw new Failure(
      `Only Linux tells what processor a process used: ${error instanceof Error ? error.message : error}`,
    )
  }
}
