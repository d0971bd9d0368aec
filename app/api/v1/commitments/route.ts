import { itemOf } from '@/app/api/v1/item'
import { ledger } from '@/lib/db/client'
import { countCommitments, listCommitments } from '@/lib/db/commitments/read'
import { FACETS, type Parameter } from '@/lib/filter'
import { countOf, within } from '@/lib/summary'
import { answering, askedFor } from '@/server/request/answer'
import { readOnly } from '@/server/request/refusal'

const ACCEPTS: readonly Parameter[] = [...FACETS, 'q', 'sort', 'page', 'pageSize', 'asOf']

export const GET = answering(async (request) => {
  const { filter, day, today } = await askedFor(request, ACCEPTS)
  const [items, cells] = await Promise.all([
    listCommitments(ledger(), filter, today),
    countCommitments(ledger(), filter, today),
  ])
  const { page, pageSize } = filter
  return { asOf: day, total: countOf(within(cells, filter)), page, pageSize, items: items.map(itemOf) }
})

export const { POST, PUT, PATCH, DELETE } = readOnly
