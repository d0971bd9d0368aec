import { setTimeout as pause } from 'node:timers/promises'
import { get } from './get'

/** Asks a ledger for its health again and again, with a pause of so many milliseconds, until told to end. */
export function watchHealth(address: string, every: number) {
  const times: number[] = []
  /** Each answer that was not 200. */
  const others: string[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const { status, milliseconds } = await get(`${address}/api/health`)
      if (status === '200') times.push(milliseconds)
      else others.push(status)
      await pause(every)
    }
  })()
  return {
    async end() {
      isOver = true
      await asking
      return { times, others }
    },
  }
}
