import { actionOfBuild, callAction, signIn } from '../support/action-client'
import { SECRET } from '../support/ledgers'
import { becomes } from '../support/patience'
import type { Crowd, Met } from './gather'

/** A change is told to everyone within so many milliseconds. */
const TOLD_WITHIN = 5_000

/** What has an editor record something, and expects so many listeners to be told of it in time. */
export async function tellingOf(address: string, connectionString: string, wrong: string[]) {
  const { cookie } = await signIn({ connectionString, secret: SECRET, role: 'EDITOR', name: 'Editor' })
  const action = actionOfBuild('markReviewed')
  let written = 0
  return async (listeners: Crowd, many: number, what: string) => {
    // The same commitment again would be no change.
    written += 1
    const ref = `SF-0${written}`
    const before = lastOf(listeners.met())
    const began = performance.now()
    const { status, answer } = await callAction({
      address,
      cookie,
      page: `/en/commitments/${ref}`,
      action,
      fields: { ref, reviewedOn: new Date().toISOString().slice(0, 10) },
      signal: AbortSignal.timeout(30_000),
    })
    const recorded = performance.now()
    if (answer?.done !== true) wrong.push(`${what}: the write was answered ${status} ${JSON.stringify(answer)}`)
    const told = () => {
      const last = lastOf(listeners.met())
      return last > before ? (listeners.met().told[last] ?? 0) : 0
    }
    if (!(await becomes(() => told() >= many, TOLD_WITHIN)))
      wrong.push(`${what}: only ${told()} of ${many} were told within ${TOLD_WITHIN / 1_000} s`)
    console.log(
      `${what}: recorded in ${Math.round(recorded - began)} ms, told to ${told()} within ${Math.round(performance.now() - recorded)} ms more`,
    )
  }
}

const lastOf = ({ told }: Met) => Math.max(0, ...Object.keys(told).map(Number))
