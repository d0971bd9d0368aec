import { headlineOn } from '@/lib/assessment'
import { type Break, checkChain, type Head, type Link } from '@/lib/chain'
import type { Change, ChangeEntry } from '@/lib/change/change'
import { dayOf } from '@/lib/day'
import { countsOn, isDirect } from '@/lib/follow-up'
import { pick } from '@/lib/pick'
import { type Difference, firstDifference, type Replayed, replay } from '@/lib/replay'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { listAssessments } from './assessments/read'
import type { Database } from './client'
import { followUpOf, shown } from './follow-ups/read'

/** What was found: a broken chain, a noted head that is missing from it, or a ledger that contradicts it. */
export type Verdict = { head: Head; broken: Break | null; isForgotten: boolean; difference: Difference | null }

/**
 * Checks the chain of changes from the first to the last, that a head noted earlier is still part of it, and that the
 * ledger is what its changes say. Stops at the first thing that is wrong. Reads page by page, and writes nothing.
 */
export async function verify(db: PrismaClient, noted: string | null): Promise<Verdict> {
  const whole = { broken: null, isForgotten: false, difference: null }
  const { head, broken } = await checkChain(walkChanges(db))
  if (broken) return { ...whole, head, broken }
  if (noted !== null && !(await isInChain(db, noted))) return { ...whole, head, isForgotten: true }
  for await (const ref of walkItems(db)) {
    const difference = await compare(db, ref)
    if (difference) return { ...whole, head, difference }
  }
  return { ...whole, head }
}

const isInChain = async (db: Database, hash: string) =>
  (await db.change.findUnique({ where: { hash }, select: { sequence: true } })) !== null

const PAGE = 2_000

async function* walkChanges(db: Database): AsyncGenerator<Link> {
  let rows: (Omit<Link, 'at'> & { at: Date })[]
  // Numbers below 1 are read as well, since nothing should be there.
  let after = -(2 ** 31)
  do {
    rows = await db.$queryRaw`
      SELECT sequence, at, entry::text AS text, "previousHash", hash FROM "Change"
      WHERE sequence > ${after} ORDER BY sequence LIMIT ${PAGE}`
    for (const { at, ...row } of rows) yield { ...row, at: at.toISOString() }
    after = rows.at(-1)?.sequence ?? after
  } while (rows.length === PAGE)
}

/** The refs of every commitment, on file or on record, in order. */
async function* walkItems(db: Database): AsyncGenerator<string> {
  let after = ''
  for (;;) {
    const [row] = await db.$queryRaw<{ ref: string }[]>`
      SELECT ref FROM (
        (SELECT ref FROM "Commitment" WHERE ref > ${after} ORDER BY ref LIMIT 1)
        UNION
        (SELECT entry->>'item' FROM "Change" WHERE entry->>'item' > ${after} ORDER BY entry->>'item' LIMIT 1)
      ) items ORDER BY ref LIMIT 1`
    if (!row) return
    yield row.ref
    after = row.ref
  }
}

/** Compares both sides as of one moment, even while others write. */
const compare = (db: PrismaClient, ref: string): Promise<Difference | null> =>
  db.$transaction(
    async (tx) => {
      const onFile = await readItem(tx, ref)
      const changes = await tx.$queryRaw<(Omit<Change, 'at' | 'entry'> & { at: Date; entry: ChangeEntry })[]>`
        SELECT * FROM "Change" WHERE entry->>'item' = ${ref} ORDER BY sequence`
      const recorded = replay(changes.map((change) => ({ ...change, at: change.at.toISOString() })))
      return firstDifference(ref, withFold(recorded, onFile), onFile)
    },
    // On a busy machine a transaction can take long to begin; Prisma's own limit is two seconds.
    { isolationLevel: 'RepeatableRead', maxWait: 60_000, timeout: 60_000 },
  )

/** Adds the headline that the assessments and follow-ups on file fold to, since no change contains it. */
function withFold(recorded: Replayed, onFile: ItemOnFile): Replayed {
  if (!recorded.commitment) return recorded
  const headline = headlineOn(onFile.judged, LAST_DAY)
  const {
    status = null,
    condition = 'ACTIVE',
    progress = null,
    confidence = null,
    supersededBy = null,
  } = headline ?? {}
  const fold = { status, condition, progress, confidence, supersededBy, assessedOn: headline?.effectiveOn ?? null }
  const days = onFile.current.filter(isDirect).map(countsOn).sort()
  const counted = { followUps: days.length, lastFollowUpOn: days.at(-1) ?? null }
  return { ...recorded, commitment: { ...recorded.commitment, ...fold, ...counted } }
}

/** Later than the day of any assessment or follow-up: they are never of a day after they were recorded. */
const LAST_DAY = '9999-12-31'

type ItemOnFile = Replayed & {
  judged: Awaited<ReturnType<typeof listAssessments>>
  /** The follow-ups as they read now. */
  current: ReturnType<typeof followUpOf>[]
}

const QUOTE_FIELDS = ['role', 'text', 'start', 'end', 'focusStart', 'focusEnd'] as const

async function readItem(tx: Prisma.TransactionClient, ref: string): Promise<ItemOnFile> {
  const row = await tx.commitment.findUnique({
    where: { ref },
    include: {
      domain: true,
      supersededBy: true,
      quotes: { include: { document: true }, orderBy: { position: 'asc' } },
    },
  })
  if (!row) return { commitment: null, assessments: [], followUps: [], judged: [], current: [] }
  const judged = await listAssessments(tx, row.id)
  const versions = await readFollowUps(tx, row.id)
  const { domain, supersededBy, quotes, timingKind, timingZh, timingEn, responsibleId, ...fields } = row
  return {
    judged,
    current: versions.filter(({ withdrawnAt, replacedBy }) => !withdrawnAt && !replacedBy).map(followUpOf),
    commitment: {
      ...fields,
      domain: domain.slug,
      timing: { kind: timingKind, zh: timingZh, en: timingEn, deadlineOn: row.deadlineOn && dayOf(row.deadlineOn) },
      quotes: quotes.map((quote) => ({ ...pick(quote, QUOTE_FIELDS), document: quote.document.slug })),
      responsible: responsibleId,
      plannedStepOn: row.plannedStepOn && dayOf(row.plannedStepOn),
      reviewedOn: row.reviewedOn && dayOf(row.reviewedOn),
      assessedOn: row.assessedOn && dayOf(row.assessedOn),
      lastFollowUpOn: row.lastFollowUpOn && dayOf(row.lastFollowUpOn),
      supersededBy: supersededBy?.ref ?? null,
    },
    assessments: judged.map(({ id, recordedAt, ...assessment }) => ({
      name: `assessment ${id} of ${ref}`,
      at: recordedAt,
      fields: { ...assessment, evidence: [...assessment.evidence].sort() },
    })),
    followUps: versions.map((version) => ({
      name: `follow-up ${version.key}, version ${version.version}, of ${ref}`,
      at: version.recordedAt.toISOString(),
      fields: {
        ...followUpOf(version),
        version: version.version,
        recordedBy: version.recordedBy,
        reason: version.reason,
        withdrawnReason: version.withdrawnReason,
      },
    })),
  }
}

/** A query takes at most 32,767 parameters, and Prisma uses one for each follow-up whose sources it loads. */
const AT_A_TIME = 5_000

/** Every version of every follow-up of a commitment, in batches. */
async function readFollowUps(tx: Prisma.TransactionClient, commitmentId: number) {
  const read = (after: number) =>
    tx.followUp.findMany({
      where: { commitmentId, id: { gt: after } },
      include: { ...shown, replacedBy: { select: { id: true } } },
      orderBy: { id: 'asc' },
      take: AT_A_TIME,
    })
  const all = await read(0)
  for (let last = all.length; last === AT_A_TIME; ) {
    const page = await read(all.at(-1)?.id ?? 0)
    all.push(...page)
    last = page.length
  }
  return all
}
