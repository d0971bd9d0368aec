import { AsyncResource } from 'node:async_hooks'
import * as library from 'better-auth/crypto'
import PQueue from 'p-queue'
import { AppError } from '@/lib/error'
import { clientNetwork } from '@/server/request/places'

/**
 * A password's hash takes a tenth of a second of a processor and 32 MB, on purpose. So many are made at once in a process,
 * and so many are waited for by one network, which so keeps no others from what they came for.
 */
const AT_ONCE = 2
const OF_ONE_NETWORK = 6

const queue = new PQueue({ concurrency: AT_ONCE })
const waiting = new Map<string, number>()

/** Does what makes a password's hash, when it is its turn. Refuses, with LIMITED, one too many at once of a network. */
export async function hashing<Value>(work: () => Promise<Value>): Promise<Value> {
  const network = clientNetwork()
  const ofThis = waiting.get(network) ?? 0
  if (ofThis >= OF_ONE_NETWORK) throw new AppError('LIMITED', 'tooManyAtOnce')
  waiting.set(network, ofThis + 1)
  try {
    // Begun when another one ends, it must not run as a part of that: Next keeps there who asks.
    return await queue.add(AsyncResource.bind(work))
  } finally {
    const left = (waiting.get(network) ?? 1) - 1
    if (left > 0) waiting.set(network, left)
    else waiting.delete(network)
  }
}

export const hashPassword = (password: string): Promise<string> => hashing(() => library.hashPassword(password))

export const isPassword = (hash: string, password: string): Promise<boolean> =>
  hashing(() => library.verifyPassword({ hash, password }))
