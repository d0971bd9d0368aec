import { readFileSync } from 'node:fs'

/** The memory that a process holds, in MB, as Linux counts it. */
export function memoryOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}

/** The most memory that a process is seen to hold, until told to end. */
export function watchPeak(pid: number) {
  let most = memoryOf(pid)
  const timer = setInterval(() => {
    most = Math.max(most, memoryOf(pid))
  }, 500)
  return {
    end() {
      clearInterval(timer)
      return most
    },
  }
}

/** How many connections a server on the loopback interface has open, whatever they wait for. */
export function connectionsTo(address: string): number {
  const port = Number(new URL(address).port).toString(16).toUpperCase().padStart(4, '0')
  const ESTABLISHED = '01'
  const CLOSED_BY_THE_OTHER = '08'
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state = '']) => {
      return local.endsWith(`:${port}`) && [ESTABLISHED, CLOSED_BY_THE_OTHER].includes(state)
    }).length
}
