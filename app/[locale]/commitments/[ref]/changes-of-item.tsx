import { ItemChanges } from '@/components/item/item-changes'
import { actionsFor } from '@/lib/change/change'
import { NO_CHANGE_FILTER } from '@/lib/change/filter'
import { findKnown } from '@/lib/db/changes/known'
import { listChangesFor } from '@/lib/db/changes/read'
import { ledger } from '@/lib/db/client'
import { timeZone } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'

const LATEST = 10

/** The latest changes of an item that the reader may see. */
export async function ChangesOfItem({ item }: { item: string }) {
  const reader = { actions: actionsFor(await currentPerson()), timeZone: timeZone() }
  const { changes } = await listChangesFor(ledger(), { ...NO_CHANGE_FILTER, item }, reader, LATEST)
  const known = await findKnown(ledger(), changes)
  return <ItemChanges item={item} changes={changes} known={known} timeZone={timeZone()} />
}
