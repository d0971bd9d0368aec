import { type Change, fieldsIn, recordedFields } from '@/lib/change/change'
import { countsOn } from '@/lib/follow-up'
import { WORKING_FIELDS } from '@/lib/plan'
import { type Fields, instantOf, type Row, writeOf } from '@/lib/replay/row'

/** A commitment with what belongs to it, as the record of changes says it is, or as it is on file. */
export type Item = { commitment: Row[]; quotes: Row[]; assessments: Row[]; followUps: Row[]; sources: Row[] }

export const NO_ITEM: Item = { commitment: [], quotes: [], assessments: [], followUps: [], sources: [] }

export const nameOfCommitment = (ref: string) => `commitment ${ref}`
export const nameOfQuote = (ref: string, position: number) => `quote ${position + 1} of commitment ${ref}`
export const nameOfVersion = (key: string, version: number) => `${key}, version ${version}`
export const nameOfFollowUp = (ref: string, key: string, version: number) =>
  `follow-up ${nameOfVersion(key, version)}, of ${ref}`
export const nameOfSource = (followUp: string, position: number) => `source ${position + 1} of ${followUp}`

/** A working field has a column of its own name, except the person, who is kept by id. */
const columnsOf = ({ responsible, ...fields }: Fields): Fields =>
  responsible === undefined ? fields : { ...fields, responsibleId: responsible }

const UNPLANNED = columnsOf(Object.fromEntries(WORKING_FIELDS.map((name) => [name, null])))

/**
 * What should be on file according to a commitment's changes, given from first to last.
 *
 * @param agreementOf which agreement a document belongs to, by their slugs
 */
export function replayItem(ref: string, changes: readonly Change[], agreementOf: ReadonlyMap<string, string>): Item {
  const item: Item = { commitment: [], quotes: [], assessments: [], followUps: [], sources: [] }
  const versions = new Map<string, Row[]>()
  const writes = new Set<string>()
  for (const change of changes) {
    const { action, reason = null } = change.entry
    const [noun] = action.split('.')
    const fields = item.commitment[0]?.fields ?? {}
    if (action === 'commitment.created') enter(item, ref, change, agreementOf)
    else if (action === 'commitment.withdrawn')
      Object.assign(fields, { withdrawnAt: instantOf(change), withdrawnReason: reason })
    else if (noun === 'commitment' || noun === 'plan')
      Object.assign(fields, columnsOf(recordedFields(change.entry.data)))
    else if (noun === 'assessment') item.assessments.push(assessmentOf(ref, change, fields, versions))
    else if (noun === 'followUp') follow(item, ref, change, versions)
    writes.add(writeOf(change))
  }
  // The first write enters it, as version 1.
  for (const { fields } of item.commitment) fields.version = writes.size
  return item
}

function enter(item: Item, ref: string, change: Change, agreementOf: ReadonlyMap<string, string>): void {
  const { timing, quotes, domain, ...own } = recordedFields(change.entry.data)
  const { kind = 'NONE', zh = null, en = null, deadlineOn = null } = fieldsIn(timing)
  const placed = (Array.isArray(quotes) ? quotes : []).map(fieldsIn)
  item.quotes = placed.map(({ document, ...quote }, position) => ({
    name: nameOfQuote(ref, position),
    fields: { ...quote, position, commitmentId: ref, documentId: document },
  }))
  const agreement = agreementOf.get(String(placed[0]?.document))
  const fields = {
    ...UNPLANNED,
    ...own,
    agreementId: agreement,
    domainId: `${agreement}/${domain}`,
    ...{ timingKind: kind, timingZh: zh, timingEn: en, deadlineOn },
    recordedAt: instantOf(change),
    ...{ withdrawnAt: null, withdrawnReason: null },
  }
  item.commitment = [{ name: nameOfCommitment(ref), fields }]
}

function follow(item: Item, ref: string, change: Change, all: Map<string, Row[]>): void {
  const { action, actor, subject: key, reason = null, data } = change.entry
  const versions = all.get(key) ?? []
  all.set(key, versions)
  const last = versions.at(-1)
  if (action === 'followUp.withdrawn') {
    if (last) Object.assign(last.fields, { withdrawnAt: instantOf(change), withdrawnReason: reason })
    return
  }
  const { sources, ...own } = recordedFields(data)
  const version = versions.length + 1
  const name = nameOfFollowUp(ref, key, version)
  const fields = {
    key,
    ...own,
    version,
    commitmentId: ref,
    countsOn: countsOn(own as { occurredOn: string; endedOn: string | null }),
    replacesId: last ? nameOfVersion(key, version - 1) : null,
    recordedAt: instantOf(change),
    recordedBy: actor,
    reason,
    ...{ withdrawnAt: null, withdrawnReason: null },
  }
  const row = { name, fields }
  versions.push(row)
  item.followUps.push(row)
  for (const [position, source] of (Array.isArray(sources) ? sources : []).entries())
    item.sources.push({ name: nameOfSource(name, position), fields: { ...fieldsIn(source), position } })
}

function assessmentOf(ref: string, change: Change, { type }: Fields, versions: ReadonlyMap<string, Row[]>): Row {
  const { sequence, entry } = change
  const { evidence, supersededBy = null, ...own } = recordedFields(entry.data)
  const cited = (Array.isArray(evidence) ? evidence : []).map((key) =>
    nameOfVersion(String(key), versions.get(String(key))?.length ?? 0),
  )
  const fields = {
    reason: entry.reason ?? null,
    ...own,
    type,
    commitmentId: ref,
    supersededById: supersededBy,
    recordedAt: instantOf(change),
    evidence: cited.sort(),
  }
  return { name: `the assessment of ${ref} in change ${sequence}`, fields }
}
