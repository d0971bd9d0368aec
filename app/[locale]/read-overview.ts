import type { Concern } from '@/components/overview/attention-list'
import { concludedBy } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { listStatusChanges } from '@/lib/db/assessments/read'
import { ledger } from '@/lib/db/client'
import { countCommitments, listCommitments } from '@/lib/db/commitments/read'
import { listLatestFollowUps } from '@/lib/db/follow-ups/read'
import { changed, type Filter } from '@/lib/filter'
import { HALTED } from '@/lib/status'
import { type Cell, countOf, summaryOf, within } from '@/lib/summary'
import type { View } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'
import { workingFieldsFor } from '@/server/request/working-fields'

const LATEST = 6
const FIRST_FEW = 4

const CONCERNS: Pick<Concern, 'key' | 'parts'>[] = [
  { key: 'halted', parts: { condition: [...HALTED] } },
  { key: 'noRecord', parts: { status: ['NO_RECORD'] } },
  { key: 'quiet', parts: { quiet: true, sort: [{ field: 'lastFollowUpOn', descending: false }] } },
]

/** All that the overview shows of a view; null where no agreement had been concluded by its day. */
export async function readOverview({ filter, day, agreements: all, today }: View) {
  const agreements = concludedBy(all, day)
  const [agreement] = agreements
  if (!agreement) return null
  const counting = countCommitments(ledger(), filter, today)
  const [person, cells, followUps, changes, concerns] = await Promise.all([
    currentPerson(),
    counting,
    listLatestFollowUps(ledger(), day, LATEST),
    listStatusChanges(ledger(), day, LATEST),
    Promise.all(CONCERNS.map((concern) => concernOf(concern, filter, today, counting))),
  ])
  const refs = concerns.flatMap(({ items }) => items.map((item) => item.ref))
  const plans = await workingFieldsFor(person, { refs, asOf: filter.asOf })
  return { agreement, agreements, cells, summary: summaryOf(cells), followUps, changes, concerns, plans }
}

/** How many a concern holds for, and the first few of them. Unless it is a filter of its own, the view's `cells` tell. */
async function concernOf(
  { key, parts }: Pick<Concern, 'key' | 'parts'>,
  filter: Filter,
  today: Day,
  cells: Promise<Cell[]>,
): Promise<Concern> {
  const own = { ...changed(filter, parts), pageSize: FIRST_FEW }
  const [counted, items] = await Promise.all([
    own.quiet ? countCommitments(ledger(), own, today) : cells,
    listCommitments(ledger(), own, today),
  ])
  return { key, parts, items, count: countOf(within(counted, own)) }
}
