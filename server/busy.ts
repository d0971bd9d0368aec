import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerRefusal, type Refusal } from './refusal'

const BUSY: Refusal = { status: 503, code: 'UNAVAILABLE', key: 'busy', headers: { 'Retry-After': '10' } }

/** So many are refused in one turn of the event loop, so that thousands at once do not hold up the others. */
const REFUSED_IN_A_TURN = 10
const refused: (() => void)[] = []

/** Answers soon that there is more to do than can be done soon, and when to come again. */
export function refuse(request: IncomingMessage, response: ServerResponse): void {
  if (refused.push(() => answerRefusal(request, response, BUSY)) === 1) setImmediate(refuseSome)
}

function refuseSome(): void {
  for (const answer of refused.splice(0, REFUSED_IN_A_TURN)) answer()
  if (refused.length > 0) setImmediate(refuseSome)
}
