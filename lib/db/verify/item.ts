import { headlineOn } from '@/lib/assessment'
import { dayOf } from '@/lib/day'
import { isDirect } from '@/lib/follow-up'
import {
  type Item,
  NO_ITEM,
  nameOfCommitment,
  nameOfFollowUp,
  nameOfQuote,
  nameOfSource,
  nameOfVersion,
} from '@/lib/replay/item'
import type { Fields } from '@/lib/replay/row'
import type { Assessment, Commitment, FollowUp, Prisma } from '@/prisma/generated/client'
import { comparedIn } from './columns'
import type { Places } from './places'

/** A commitment with what belongs to it, as it is on file, and the headline that its assessments and follow-ups fold to. */
export async function findItem(
  tx: Prisma.TransactionClient,
  ref: string,
  places: Places,
): Promise<{ item: Item; headline: Fields }> {
  const row = await tx.commitment.findUnique({ where: { ref } })
  if (!row) return { item: NO_ITEM, headline: {} }
  const judged = await tx.assessment.findMany({ where: { commitmentId: row.id }, orderBy: { id: 'asc' } })
  const followUps = await listVersions(tx, row.id)
  const headline = await headlineOf(tx, judged, followUps)
  const item = {
    commitment: [{ name: nameOfCommitment(ref), fields: await ownFields(tx, row, places) }],
    quotes: await listQuotes(tx, row, places),
    assessments: await listAssessments(tx, row, judged, followUps),
    ...(await listFollowUps(tx, row, followUps)),
  }
  return { item, headline }
}

const refOf = async (tx: Prisma.TransactionClient, id: number | null): Promise<string | null> =>
  id === null
    ? null
    : ((await tx.commitment.findUnique({ where: { id }, select: { ref: true } }))?.ref ?? `number ${id}`)

async function ownFields(tx: Prisma.TransactionClient, row: Commitment, { slugs }: Places): Promise<Fields> {
  return {
    ...comparedIn('Commitment', row),
    agreementId: slugs.agreement.get(row.agreementId),
    domainId: slugs.domain.get(row.domainId),
    supersededById: await refOf(tx, row.supersededById),
  }
}

async function listQuotes(tx: Prisma.TransactionClient, { id, ref }: Commitment, { slugs }: Places) {
  const rows = await tx.quote.findMany({ where: { commitmentId: id } })
  return rows.map((row) => ({
    name: nameOfQuote(ref, row.position),
    fields: { ...comparedIn('Quote', row), commitmentId: ref, documentId: slugs.document.get(row.documentId) },
  }))
}

/** Rows that are read at a time. */
const AT_A_TIME = 5_000

/** Every version of every follow-up of a commitment, in batches. */
async function listVersions(tx: Prisma.TransactionClient, commitmentId: number): Promise<FollowUp[]> {
  const all: FollowUp[] = []
  for (let page: FollowUp[] = []; all.length === 0 || page.length === AT_A_TIME; ) {
    const last = all.at(-1)
    page = await tx.followUp.findMany({
      where: { commitmentId, ...(last && { id: { gt: last.id } }) },
      orderBy: { id: 'asc' },
      take: AT_A_TIME,
    })
    if (page.length === 0) break
    all.push(...page)
  }
  return all
}

async function listFollowUps(
  tx: Prisma.TransactionClient,
  { id: commitmentId, ref }: Commitment,
  versions: readonly FollowUp[],
): Promise<Pick<Item, 'followUps' | 'sources'>> {
  const sources = await tx.source.findMany({ where: { followUp: { commitmentId } } })
  const nameOf = new Map(versions.map(({ id, key, version }) => [id, nameOfVersion(key, version)]))
  const fullNameOf = new Map(versions.map(({ id, key, version }) => [id, nameOfFollowUp(ref, key, version)]))
  return {
    followUps: versions.map((row) => ({
      name: nameOfFollowUp(ref, row.key, row.version),
      fields: {
        ...comparedIn('FollowUp', row),
        commitmentId: ref,
        replacesId: row.replacesId === null ? null : (nameOf.get(row.replacesId) ?? `number ${row.replacesId}`),
      },
    })),
    sources: sources.map((row) => {
      const { followUpId: _, ...fields } = comparedIn('Source', row)
      return { name: nameOfSource(fullNameOf.get(row.followUpId) ?? '', row.position), fields }
    }),
  }
}

async function listAssessments(
  tx: Prisma.TransactionClient,
  { id: commitmentId, ref }: Commitment,
  judged: readonly Assessment[],
  versions: readonly FollowUp[],
) {
  const nameOf = new Map(versions.map(({ id, key, version }) => [id, nameOfVersion(key, version)]))
  const cited = new Map<number, string[]>()
  for (const row of await tx.evidence.findMany({ where: { assessment: { commitmentId } } })) {
    const isOwn = row.commitmentId === commitmentId && row.relation === 'DIRECT'
    const name = `${nameOf.get(row.followUpId) ?? `number ${row.followUpId}`}${isOwn ? '' : ', of another kind'}`
    cited.set(row.assessmentId, [...(cited.get(row.assessmentId) ?? []), name])
  }
  const rows = []
  for (const row of judged)
    rows.push({
      name: `assessment ${row.id} of ${ref}`,
      fields: {
        ...comparedIn('Assessment', row),
        commitmentId: ref,
        supersededById: await refOf(tx, row.supersededById),
        evidence: (cited.get(row.id) ?? []).sort(),
      } as Fields,
    })
  return rows
}

/** Later than the day of any assessment or follow-up: they are never of a day after they were recorded. */
const LAST_DAY = '9999-12-31'

async function headlineOf(
  tx: Prisma.TransactionClient,
  judged: readonly Assessment[],
  versions: readonly FollowUp[],
): Promise<Fields> {
  const folded = judged.map((row) => ({
    ...row,
    effectiveOn: dayOf(row.effectiveOn),
    recordedAt: row.recordedAt.toISOString(),
  }))
  const { status, condition, progress, confidence, supersededById, effectiveOn } = headlineOn(folded, LAST_DAY) ?? NONE
  const replaced = new Set(versions.map(({ replacesId }) => replacesId))
  const days = versions
    .filter((row) => isDirect(row) && row.withdrawnAt === null && !replaced.has(row.id))
    .map((row) => dayOf(row.countsOn))
    .sort()
  return {
    ...{ status, condition, progress, confidence, assessedOn: effectiveOn },
    supersededById: await refOf(tx, supersededById),
    ...{ followUps: days.length, lastFollowUpOn: days.at(-1) ?? null },
  }
}

const NONE = {
  status: null,
  condition: 'ACTIVE',
  progress: null,
  confidence: null,
  supersededById: null,
  effectiveOn: null,
} as const
