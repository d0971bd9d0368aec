import { type AgreementOverview, domainsOf } from '@/lib/agreement'
import { ledger } from '@/lib/db/client'
import { countCommitments } from '@/lib/db/commitments/read'
import { FACETS, type Grouping, type Parameter } from '@/lib/filter'
import { MESSAGES } from '@/lib/sentence'
import { type CommitmentType, Status, type StatusKey, TYPES, UNASSESSED } from '@/lib/status'
import { groupsOf, summaryOf, within } from '@/lib/summary'
import { answering, askedFor } from '@/server/request/answer'
import { readOnly } from '@/server/request/refusal'

const ACCEPTS: readonly Parameter[] = [...FACETS, 'q', 'asOf', 'groupBy']

export const GET = answering(async (request) => {
  const { filter, day, agreements, today } = await askedFor(request, ACCEPTS)
  const cells = within(await countCommitments(ledger(), filter, today), filter)
  const { total, scored } = summaryOf(cells)
  const titles = titlesOf(filter.groupBy ?? 'domain', agreements)
  const groups = groupsOf(cells, filter.groupBy ?? 'domain', [...titles.keys()]).map(({ key, cells }) => {
    const { total, byStatus, byCondition } = summaryOf(cells)
    return { key, ...titles.get(key), total, byStatus, byCondition }
  })
  return { asOf: day, total, scored, groups }
})

export const { POST, PUT, PATCH, DELETE } = readOnly

type Titles = { titleZh: string; titleEn: string }

/** The titles of the groups, in the groups' order; those without a status come last, as nulls do in a sort. */
function titlesOf(grouping: Grouping, agreements: readonly AgreementOverview[]): Map<string, Titles> {
  const { zh, en } = MESSAGES
  const statuses: StatusKey[] = [...Object.values(Status), UNASSESSED]
  const ofStatus = (key: StatusKey) => ({ titleZh: zh.status[key].label, titleEn: en.status[key].label })
  const ofType = (key: CommitmentType) => ({ titleZh: zh.type[key].label, titleEn: en.type[key].label })
  if (grouping === 'status') return new Map(statuses.map((key) => [key, ofStatus(key)]))
  if (grouping === 'type') return new Map(TYPES.map((key) => [key, ofType(key)]))
  return new Map(domainsOf(agreements).map(({ slug, nameZh, nameEn }) => [slug, { titleZh: nameZh, titleEn: nameEn }]))
}
