import { readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import { Failure } from '@/scripts/failure.mjs'
import { actionOfBuild } from '../support/action-client'

export type Asked = {
  path: string
  headers?: Record<string, string>
  /** The action that is sent a form with these fields. */
  action?: string
  fields?: [string, string][]
  /** What is sent in place of such a form, as it stands. */
  body?: string
  /** As what it is sent. */
  type?: string
}

/** Asks over one connection, and resolves to the status when the answer was read to its end. Follows where Next only marks an address as its own. */
export async function ask(address: string, asked: Asked): Promise<number> {
  const { path, headers = {}, action, fields = [], body = bodyOf(fields), type = TYPE } = asked
  const call = action !== undefined && {
    'Content-Type': type,
    'Next-Action': actionOfBuild(action),
    Origin: address,
  }
  const all = { ...headers, ...call }
  return new Promise((resolve, reject) => {
    const request = http.request(address, {
      path,
      method: call ? 'POST' : 'GET',
      headers: all,
      agent,
      maxHeaderSize: 2 ** 20,
    })
    request.on('error', reject).on('response', (answer) => {
      answer
        .on('error', reject)
        .on('end', () =>
          resolve(
            isMarked(answer)
              ? ask(address, { ...asked, path: answer.headers.location ?? '' })
              : (answer.statusCode ?? 0),
          ),
        )
        .resume()
    })
    request.end(call ? body : undefined)
  })
}

const isMarked = ({ statusCode, headers }: http.IncomingMessage) =>
  statusCode === 307 && /[?&]_rsc=/.test(headers.location ?? '')

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })

const TYPE = 'multipart/form-data; boundary=b'

/** A part of a form as a page would send it, in as few bytes as there can be; `more` and `headers` are what nobody would send. */
export const partOf = (name: string, value: string, more = '', headers = '') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n${headers}\r\n${value}\r\n`

const bodyOf = (fields: [string, string][]) =>
  `${fields.map(([name, value]) => partOf(`_1_${name}`, value)).join('')}${partOf('0', '["$K1"]')}--b--\r\n`

/** The milliseconds of processor that all threads of a process have used, as Linux tells. Throws a Failure elsewhere. */
export function processorTimeOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const nanoseconds = threads.map((id) =>
      Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]),
    )
    return nanoseconds.reduce((sum, of) => sum + of, 0) / 1e6
  } catch (error) {
    throw new Failure(`Only Linux tells what a process used: ${error instanceof Error ? error.message : error}`)
  }
}
