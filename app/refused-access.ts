import { headers } from 'next/headers'
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { actorOf, type Person } from '@/lib/account'
import { ledger } from '@/lib/db/client'
import { write } from '@/lib/db/write'

/** How many refusals of one person or address enter the record in an hour: a flood must not fill it. */
const NOTED_AN_HOUR = 20

/** Notes in the record that somebody was refused an action; it changes nothing else. */
export async function noteRefusal(person: Person | null, name: string): Promise<void> {
  const actor = actorOf(person)
  const whose = person ? actor : `${actor} ${(await headers()).get('x-forwarded-for') ?? ''}`
  const limiter = new RateLimiterPrisma({
    storeClient: ledger(),
    tableName: 'rateLimit',
    keyPrefix: 'refused',
    points: NOTED_AN_HOUR,
    duration: 3600,
    clearExpiredByTimeout: false,
  })
  const noted = await limiter.consume(whose).then(
    () => true,
    (reason) => {
      if (reason instanceof RateLimiterRes) return false
      throw reason
    },
  )
  if (!noted) return
  await write(ledger(), { actor, submission: null }, 'access.refused', async (_, record) => {
    record({ action: 'access.refused', subject: name, data: null })
    return null
  })
}
