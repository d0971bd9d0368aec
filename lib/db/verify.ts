import { type Break, checkChain, type Head, type Link } from '@/lib/chain'
import type { Difference } from '@/lib/replay/row'
import type { PrismaClient } from '@/prisma/generated/client'
import type { Database } from './client'
import { compareAgreements } from './verify/agreements'
import { walkChain } from './verify/changes'
import { Findings } from './verify/findings'
import { compareGuards } from './verify/guards'
import { compareItems } from './verify/items'
import { findOrphans } from './verify/orphans'
import { comparePeople } from './verify/people'
import { listPlaces } from './verify/places'
import { findSwitchedOff } from './verify/settings'
import { compareSubmissions } from './verify/submissions'

export type Verdict = {
  /** The last change up to which the chain is whole. */
  head: Head
  broken: Break | null
  /** A head noted earlier is not part of the chain any more. */
  isForgotten: boolean
  /** What is in the database and is not what the record, or the schema of this version, says; `isMore` beyond those named. */
  differences: Difference[]
  isMore: boolean
  /** By what triggers are off in sessions of others that may write here, whatever the record says. */
  switchedOff: string[]
}

/** How many differences are named. */
const NAMED = 20

/**
 * Checks the chain of changes from the first to the last, that a head noted earlier is still part of it, that what
 * protects the record is in place, and that the ledger is what its changes say. Reads page by page, and writes nothing.
 */
export async function verify(db: PrismaClient, noted: string | null, most = NAMED): Promise<Verdict> {
  const findings = new Findings(most)
  const guards = await compareGuards(db)
  findings.add(guards.differences)
  const { head, broken } = await checkChain(linksOf(db, findings))
  const isForgotten = noted !== null && !broken && !(await isInChain(db, noted))
  // A database of an earlier version has other columns.
  const comparisons = guards.isOlder ? [] : [comparePeople, compareAgreements, compareLedger, findOrphans]
  for (const compare of comparisons) if (!findings.isFull()) await compare(db, findings)
  const { differences } = findings
  const switchedOff = await findSwitchedOff(db)
  return { head, broken, isForgotten, differences: differences.slice(0, most), isMore: findings.isFull(), switchedOff }
}

const isInChain = async (db: Database, hash: string) =>
  (await db.change.findUnique({ where: { hash }, select: { sequence: true } })) !== null

/** The whole chain; forms are compared on the way, as long as it is whole. */
async function* linksOf(db: PrismaClient, findings: Findings): AsyncGenerator<Link> {
  for await (const page of walkChain(db)) {
    yield* page
    if (!findings.isFull()) findings.add(await compareSubmissions(db, page))
  }
}

const compareLedger = async (db: PrismaClient, findings: Findings) => compareItems(db, await listPlaces(db), findings)
