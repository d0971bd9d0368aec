import { canonicalJson } from '@/lib/canonical-json'
import { type Change, recordedFields } from '@/lib/change/change'
import { WORKING_FIELDS } from '@/lib/plan'

type Fields = Record<string, unknown>

/** A row of the ledger that was written once: its fields, when it was written, and what it is called in a sentence. */
export type Written = { name: string; at: string; fields: Fields }

/** A commitment with its assessments and follow-ups, either on file or as the record of changes says they are. */
export type Replayed = { commitment: Fields | null; assessments: Written[]; followUps: Written[] }

/** Something on file that contradicts the record; `fields` are those that differ. */
export type Difference = { how: 'missing' | 'added' | 'differs'; name: string; fields: string[] }

/** The working fields of a new commitment. */
const UNPLANNED: Fields = Object.fromEntries(WORKING_FIELDS.map((name) => [name, null]))

/** What should be on file according to a commitment's changes, given from first to last. */
export function replay(changes: readonly Change[]): Replayed {
  let commitment: Fields | null = null
  const assessments: Written[] = []
  const followUps = new Map<string, Written[]>()
  for (const { sequence, at, entry } of changes) {
    const { action, actor, subject, item, reason = null } = entry
    const data = recordedFields(entry.data)
    const [noun, verb] = action.split('.')
    const before: Fields = commitment ?? {}
    if (action === 'commitment.created') commitment = { ...UNPLANNED, withdrawnReason: null, ...data }
    else if (action === 'commitment.withdrawn') commitment = { ...before, withdrawnReason: reason }
    else if (noun === 'commitment' || noun === 'plan') commitment = { ...before, ...data }
    else if (noun === 'assessment') {
      const evidence = Array.isArray(data.evidence) ? [...data.evidence].sort() : []
      const name = `the assessment of ${item} in change ${sequence}`
      assessments.push({ name, at, fields: { reason, ...data, evidence } })
    } else if (noun === 'followUp') {
      const versions = followUps.get(subject) ?? []
      followUps.set(subject, versions)
      const last = versions.at(-1)
      if (verb === 'withdrawn' && last) last.fields.withdrawnReason = reason
      else if (verb !== 'withdrawn') {
        const version = versions.length + 1
        const fields = { key: subject, ...data, version, recordedBy: actor, reason, withdrawnReason: null }
        versions.push({ name: `follow-up ${subject}, version ${version}, of ${item}`, at, fields })
      }
    }
  }
  return { commitment, assessments, followUps: [...followUps.values()].flat() }
}

/** How far apart a row's and its change's instants may be, in milliseconds. */
const SAME_TIME = 3_600_000

/** The first thing on file that contradicts the record, looking at assessments, then follow-ups, then the commitment. */
export function firstDifference(ref: string, recorded: Replayed, onFile: Replayed): Difference | null {
  return (
    differenceOf(recorded.assessments, onFile.assessments) ??
    differenceOf(byName(recorded.followUps), byName(onFile.followUps)) ??
    differenceOfCommitment(`commitment ${ref}`, recorded.commitment, onFile.commitment)
  )
}

const byName = (rows: Written[]) => [...rows].sort((a, b) => (a.name < b.name ? -1 : 1))

function differenceOf(recorded: readonly Written[], onFile: readonly Written[]): Difference | null {
  for (let index = 0; index < Math.max(recorded.length, onFile.length); index += 1) {
    const [said, found] = [recorded[index], onFile[index]]
    if (said && found && differing(said, found).length === 0) continue
    if (said && (!found || recorded.slice(index + 1).some((other) => differing(other, found).length === 0)))
      return { how: 'missing', name: said.name, fields: [] }
    if (found && (!said || onFile.slice(index + 1).some((other) => differing(said, other).length === 0)))
      return { how: 'added', name: found.name, fields: [] }
    if (said && found) return { how: 'differs', name: said.name, fields: differing(said, found) }
  }
  return null
}

function differing(said: Written, found: Written): string[] {
  const apart = Math.abs(Date.parse(said.at) - Date.parse(found.at)) > SAME_TIME
  return [...differingFields(said.fields, found.fields), ...(apart ? ['recordedAt'] : [])]
}

/** The names of the fields that differ, among those that the record mentions. */
const differingFields = (said: Fields, found: Fields): string[] =>
  Object.keys(said).filter((field) => canonicalJson(said[field] ?? null) !== canonicalJson(found[field] ?? null))

function differenceOfCommitment(name: string, said: Fields | null, found: Fields | null): Difference | null {
  if (!said || !found) return said === found ? null : { how: said ? 'missing' : 'added', name, fields: [] }
  const fields = differingFields(said, found)
  return fields.length ? { how: 'differs', name, fields } : null
}
