import { actorOf, type Person } from '@/lib/account'
import { isUnreachable, ledger } from '@/lib/db/client'
import { countRefusedCall, recordRefusedCalls } from '@/lib/db/refused-calls/write'
import { write } from '@/lib/db/write'
import { count } from '@/server/request/limits'
import { log } from '@/server/request/log'
import { presentNetwork } from '@/server/request/places'
import { logUnavailable } from '@/server/request/unavailable'

/**
 * Notes that somebody was refused an action; it changes nothing else. What a person was refused is on record at once, a few
 * times an hour. What nobody in particular was refused is only counted, and is on record when the hour is over. Resolves to
 * the numbers of the changes.
 */
export async function noteRefusal(person: Person | null, name: string): Promise<number[]> {
  if (!person) {
    await countRefusedCall(ledger(), { network: presentNetwork(), action: name })
    return []
  }
  const actor = actorOf(person)
  if (await count('refused', actor)) return []
  const { changes } = await write(ledger(), { actor, submission: null }, 'access.refused', async (_, record) => {
    record({ action: 'access.refused', subject: name, data: null })
    return null
  })
  return changes
}

const EVERY_MS = 10 * 60_000

/** Records the refused calls of hours that are over, now and every ten minutes, for as long as the process runs. */
export function keepRecordingRefusedCalls(): void {
  const recordThem = () =>
    recordRefusedCalls(ledger()).catch((error) => {
      if (isUnreachable(error)) logUnavailable(error)
      else log('error', 'failed', { error })
    })
  void recordThem()
  setInterval(recordThem, EVERY_MS).unref()
}
