import { dateOf } from '@/lib/day'
import { searchable } from '@/lib/filter'
import { countsOn } from '@/lib/follow-up'
import type { ImportedCommitment } from '@/lib/import'
import type { PlacedQuote } from '@/lib/placed-quote'
import type { Prisma } from '@/prisma/generated/client'

/**
 * Agreements and commitments enter the ledger one at a time, so that two nodes that start together do not both find it
 * empty, and no two commitments get the same ref.
 */
export const takeTurns = (tx: Prisma.TransactionClient) => tx.$executeRaw`SELECT pg_advisory_xact_lock(4713, 2)`

/** The id of an agreement, and those of its domains and documents by slug. */
export type Places = { agreementId: number; domains: Map<string, number>; documents: Map<string, number> }

export const bySlug = (rows: readonly { slug: string; id: number }[]): Map<string, number> =>
  new Map(rows.map((row) => [row.slug, row.id]))

/** Writes a commitment, its quotes and its follow-ups; the caller has made sure that its domain and documents exist. */
export async function enterCommitment(
  tx: Prisma.TransactionClient,
  commitment: ImportedCommitment,
  { agreementId, domains, documents }: Places,
  recordedBy: string,
): Promise<void> {
  const { domain, timing, quotes, followUps, ...fields } = commitment
  const { id: commitmentId } = await tx.commitment.create({
    data: {
      ...fields,
      agreementId,
      domainId: domains.get(domain) as number,
      timingKind: timing.kind,
      timingZh: timing.zh,
      timingEn: timing.en,
      deadlineOn: timing.deadlineOn && dateOf(timing.deadlineOn),
      searchText: searchText(commitment),
    },
  })
  await tx.quote.createMany({
    data: quotes.map(({ document, ...quote }, position) => ({
      ...quote,
      commitmentId,
      documentId: documents.get(document) as number,
      position,
    })),
  })
  const rows = await tx.followUp.createManyAndReturn({
    data: followUps.map(({ sources: _, ...followUp }) => ({
      ...followUp,
      commitmentId,
      recordedBy,
      occurredOn: dateOf(followUp.occurredOn),
      endedOn: followUp.endedOn && dateOf(followUp.endedOn),
      countsOn: dateOf(countsOn(followUp)),
    })),
  })
  const idOf = new Map(rows.map((row) => [row.key, row.id]))
  await tx.source.createMany({
    data: followUps.flatMap(({ key, sources }) =>
      sources.map((source, position) => ({ ...source, followUpId: idOf.get(key) as number, position })),
    ),
  })
}

/** The titles and operative quotes, one per line, so that a search never matches across two of them. */
export const searchText = ({
  titleZh,
  titleEn,
  quotes,
}: Pick<ImportedCommitment, 'titleZh' | 'titleEn'> & { quotes: readonly Pick<PlacedQuote, 'role' | 'text'>[] }) =>
  searchable(
    [titleZh, titleEn, ...quotes.filter((quote) => quote.role === 'OPERATIVE').map(({ text }) => text)].join('\n'),
  )
