import { createHash } from 'node:crypto'
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { ledger } from '@/lib/db/client'
import { AppError } from '@/lib/error'
import { networkOf } from '@/lib/network'
import { presentRequest } from '@/server/shared'

const MINUTE = 60

/** What may be done how often, counted in the database, so that all processes of a ledger count together. */
const LIMITS = {
  /** Wrong passwords of one account. */
  account: { points: 5, duration: 15 * MINUTE, blockDuration: 15 * MINUTE },
  /** Wrong passwords from one address, whatever the account. */
  address: { points: 20, duration: 15 * MINUTE },
  /** Refusals of one person or address that enter the record: a flood must not fill it. */
  refused: { points: 20, duration: 60 * MINUTE },
}

const limiters = new Map<keyof typeof LIMITS, RateLimiterPrisma>()

/** One of each in a process, which now and then drops what has expired. */
function limiterOf(name: keyof typeof LIMITS): RateLimiterPrisma {
  const limiter =
    limiters.get(name) ??
    new RateLimiterPrisma({ storeClient: ledger(), tableName: 'rateLimit', keyPrefix: name, ...LIMITS[name] })
  limiters.set(name, limiter)
  return limiter
}

/** Counts one; for how many milliseconds it is too many, or 0. */
export async function count(name: keyof typeof LIMITS, key: string): Promise<number> {
  try {
    await limiterOf(name).consume(hash(key))
    return 0
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return reason.msBeforeNext
    throw reason
  }
}

/** The network that the present request comes from. */
export const clientNetwork = (): string => networkOf(presentRequest()?.address ?? '')

/**
 * Counts an attempt at a password before it is checked, so that many at once are counted too. Refuses, with LIMITED, one
 * too many of an account, by its e-mail address, or from a network. What is returned takes it back when it was right.
 */
export async function countAttempt(email: string): Promise<() => Promise<void>> {
  const network = clientNetwork()
  const wait = (await count('address', network)) || (await count('account', email))
  if (wait > 0) throw new AppError('LIMITED', 'tooManyAttempts', null, { minutes: Math.ceil(wait / 60_000) })
  return async () => {
    await limiterOf('account').delete(hash(email))
    await limiterOf('address').reward(hash(network))
  }
}

/** Lets an account try again at once, after a new password was set. */
export const forgiveAccount = (email: string): Promise<boolean> => limiterOf('account').delete(hash(email))

/** No address stands in the database only to be counted. */
const hash = (key: string): string => createHash('sha256').update(key).digest('base64url')
