import http from 'node:http'

export type Got = {
  /** Or what went wrong. */
  status: string
  milliseconds: number
}

/** Asks for an address over a connection of its own, from one of the loopback addresses, and reads the answer to its end. */
export function get(address: string, localAddress?: string): Promise<Got> {
  const began = performance.now()
  return new Promise((resolve) => {
    const over = (status: string) => resolve({ status, milliseconds: performance.now() - began })
    const request = http.get(address, { localAddress, agent: false, timeout: 30_000 }, (response) => {
      response.resume().once('close', () => over(response.complete ? String(response.statusCode) : 'cut off'))
    })
    request.on('timeout', () => request.destroy(new Error('no answer')))
    request.on('error', (error) => over(error.message))
  })
}
