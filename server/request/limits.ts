import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { ledger } from '@/lib/db/client'
import { listKnownPlaces } from '@/lib/db/people/places'
import { listAddresses } from '@/lib/db/sessions/read'
import { AppError } from '@/lib/error'
import { keyed } from '@/server/request/keyed'
import { type Places, placeOfNetwork } from '@/server/request/places'

const MINUTE = 60
const DAY = 24 * 60 * MINUTE
const FIVE_AND_A_PAUSE = { points: 5, duration: 15 * MINUTE, blockDuration: 15 * MINUTE }

/** What may be done how often, counted in the database, so that all processes of a ledger count together (SECURITY.md). */
const LIMITS = {
  /** Wrong passwords from a network at which the account's person has never signed in, whatever the account. */
  network: { points: 20, duration: 15 * MINUTE },
  /** Wrong passwords of one account from one network, or from one browser. */
  place: FIVE_AND_A_PAUSE,
  /** The same in a day, where the account's person has never signed in from there. */
  strangePlace: { points: 20, duration: DAY },
  /** Wrong passwords of one account from all such places together. */
  strangers: { points: 200, duration: DAY },
  /** Wrong present passwords given in one session, to change the password, and in all for as long as a session lasts. */
  session: FIVE_AND_A_PAUSE,
  wholeSession: { points: 20, duration: 14 * DAY },
  /** Forms that are sent with one link that works once, or from one network with links that do not work. */
  link: { points: 20, duration: 15 * MINUTE },
  /** Refusals of one person that enter the record. */
  refused: { points: 5, duration: 60 * MINUTE },
}
type Limit = keyof typeof LIMITS
type Counted = readonly [limit: Limit, key: string]

/** What is said instead of `tooManyAttempts` where waiting is not the best way out. */
const SENTENCES: Partial<Record<Limit, string>> = {
  strangePlace: 'tooManyOfStrangers',
  strangers: 'tooManyOfStrangers',
  wholeSession: 'tooManyInSession',
}

const limiters = new Map<Limit, RateLimiterPrisma>()

/** One of each in a process, which now and then drops what has expired. */
function limiterOf(name: Limit): RateLimiterPrisma {
  const limiter =
    limiters.get(name) ??
    new RateLimiterPrisma({ storeClient: ledger(), tableName: 'rateLimit', keyPrefix: name, ...LIMITS[name] })
  limiters.set(name, limiter)
  return limiter
}

/** Counts one; for how many milliseconds it is too many, or 0. */
export async function count(name: Limit, key: string): Promise<number> {
  try {
    await limiterOf(name).consume(keyed('limit', key))
    return 0
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return reason.msBeforeNext
    throw reason
  }
}

/** Counts one of each, and refuses, with LIMITED, at the first that is too many: the others are not counted then. */
async function countAll(counted: readonly Counted[]): Promise<void> {
  for (const [name, key] of counted) {
    const minutes = Math.ceil((await count(name, key)) / 60_000)
    const values = { minutes, hours: Math.ceil(minutes / 60) }
    if (minutes > 0) throw new AppError('LIMITED', SENTENCES[name] ?? 'tooManyAttempts', null, values)
  }
}

/** Takes back what was counted of something that turned out right: in a row of wrong ones, or among those of others. */
async function takeBack(counted: readonly Counted[]): Promise<void> {
  for (const [name, key] of counted)
    if (LIMITS[name] === FIVE_AND_A_PAUSE) await limiterOf(name).delete(keyed('limit', key))
    else await limiterOf(name).reward(keyed('limit', key))
}

/**
 * Counts an attempt at the password of an account before it is checked, so that many at once are counted too. Refuses, with
 * LIMITED, one too many. A browser and a network from which the account's person has signed in before are counted by
 * themselves, so that nobody elsewhere can use up their attempts. What is returned takes it back when it was right.
 */
export async function countAttempt(email: string, { network, browser }: Places): Promise<() => Promise<void>> {
  const known = await placesKnownOf(email, [network, ...(browser ? [browser] : [])])
  const place = browser && known.has(browser) ? browser : network
  const counted: Counted[] = known.has(place)
    ? [['place', `${email} ${place}`]]
    : [
        ['network', network],
        ['place', `${email} ${place}`],
        ['strangePlace', `${email} ${place}`],
        ['strangers', email],
      ]
  await countAll(counted)
  return () => takeBack(counted)
}

/** Those of some places from which the person of an address has signed in; a session may be older than what is noted of places. */
async function placesKnownOf(email: string, places: readonly string[]): Promise<ReadonlySet<string>> {
  const [noted, addresses] = await Promise.all([
    listKnownPlaces(ledger(), email, places),
    listAddresses(ledger(), email),
  ])
  return new Set([...noted, ...addresses.map(placeOfNetwork)])
}

/** The same for the present password of somebody who is signed in, whom attempts at signing in do not concern. */
export async function countOwnAttempt(session: string): Promise<() => Promise<void>> {
  const counted: Counted[] = [
    ['session', session],
    ['wholeSession', session],
  ]
  await countAll(counted)
  return () => takeBack(counted)
}

/** Lets an account be tried again at once from these places, after a new password was set there. */
export async function forgive(email: string, places: readonly string[]): Promise<void> {
  await takeBack(places.map((place) => ['place', `${email} ${place}`] as const))
}

/**
 * Counts a form that was sent with a link that works once, for the link where that works, else for the network. Refuses,
 * with LIMITED, one too many.
 */
export const countForm = (of: string): Promise<void> => countAll([['link', of]])
