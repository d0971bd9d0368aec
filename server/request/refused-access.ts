import { actorOf, type Person } from '@/lib/account'
import { ledger } from '@/lib/db/client'
import { write } from '@/lib/db/write'
import { clientNetwork, count } from '@/server/request/limits'

/**
 * Notes in the record that somebody was refused an action, unless too often; it changes nothing else. Resolves to the
 * numbers of the changes.
 */
export async function noteRefusal(person: Person | null, name: string): Promise<number[]> {
  const actor = actorOf(person)
  if (await count('refused', person ? actor : `${actor} ${clientNetwork()}`)) return []
  const { changes } = await write(ledger(), { actor, submission: null }, 'access.refused', async (_, record) => {
    record({ action: 'access.refused', subject: name, data: null })
    return null
  })
  return changes
}
