import { type Day, dateOf } from '@/lib/day'
import { AppError } from '@/lib/error'
import { searchable } from '@/lib/filter'
import { countsOn } from '@/lib/follow-up'
import type { ImportedAgreement, ImportedCommitment, PlacedQuote } from '@/lib/import'
import { draftOf } from '@/lib/rationale'
import { seededHistory } from '@/lib/rule'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { recordAssessments } from './assessments/record'
import { recordChanges } from './changes/write'

/**
 * Writes an agreement with everything in it, and the history that the rule sees in its follow-ups, in one transaction
 * with its changes. An agreement that the ledger already has is left as it is, whatever people have since added to it:
 * then nothing is written and the answer is `false`. Refuses, with CONFLICT, a ref or key that another agreement uses.
 */
export async function importAgreement(
  db: PrismaClient,
  agreement: ImportedAgreement,
  { actor, today }: { actor: string; today: Day },
): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      await takeTurns(tx)
      if (await tx.agreement.findUnique({ where: { slug: agreement.slug } })) return false
      await refuseTaken(tx, agreement)

      const places = await writeAgreement(tx, agreement)
      const entries = []
      const { commitments, ...rest } = agreement
      entries.push({ actor, action: 'agreement.created', subject: agreement.slug, data: rest })
      for (const commitment of commitments) {
        const { followUps, ...own } = commitment
        await writeCommitment(tx, commitment, places, actor)
        const item = commitment.ref
        entries.push({ actor, action: 'commitment.created', subject: item, item, data: own })
        for (const data of followUps)
          entries.push({ actor, action: 'followUp.recorded', subject: data.key, item, data })

        const input = { ...commitment, concludedOn: agreement.concludedOn }
        const drafts = seededHistory(input, today).map((suggestion) => draftOf(input, suggestion))
        await recordAssessments(tx, commitment.ref, drafts, today)
        for (const data of drafts)
          entries.push({ actor: data.recordedBy, action: 'assessment.recorded', subject: item, item, data })
      }
      await recordChanges(tx, entries)
      return true
    },
    { maxWait: 10_000, timeout: 120_000 },
  )
}

/**
 * What enters the ledger does so one after another, so that two nodes that start together do not both find it empty, and
 * no two commitments take one ref.
 */
export const takeTurns = (tx: Prisma.TransactionClient) => tx.$executeRaw`SELECT pg_advisory_xact_lock(4713, 2)`

async function refuseTaken(tx: Prisma.TransactionClient, { commitments, documents }: ImportedAgreement): Promise<void> {
  const refs = commitments.map((commitment) => commitment.ref)
  const keys = commitments.flatMap((commitment) => commitment.followUps.map((followUp) => followUp.key))
  const [commitment, followUp, document] = await Promise.all([
    tx.commitment.findFirst({ where: { ref: { in: refs } } }),
    tx.followUp.findFirst({ where: { key: { in: keys } } }),
    tx.sourceDocument.findFirst({ where: { slug: { in: documents.map(({ slug }) => slug) } } }),
  ])
  const taken = commitment?.ref ?? followUp?.key ?? document?.slug
  if (taken) throw new AppError('CONFLICT', 'alreadyTaken', null, { value: taken })
}

/** The ids of an agreement, and by their slugs of its domains and documents. */
export type Places = { agreementId: number; domains: Map<string, number>; documents: Map<string, number> }

async function writeAgreement(tx: Prisma.TransactionClient, agreement: ImportedAgreement): Promise<Places> {
  const { parties, domains, documents, commitments: _, ...fields } = agreement
  const { id: agreementId } = await tx.agreement.create({
    data: { ...fields, concludedOn: dateOf(fields.concludedOn), compiledUntil: dateOf(fields.compiledUntil) },
  })
  const partyRows = await tx.party.createManyAndReturn({
    data: parties.map((party, index) => ({ ...party, agreementId, position: index + 1 })),
  })
  const domainRows = await tx.domain.createManyAndReturn({
    data: domains.map((domain) => ({ ...domain, agreementId })),
  })
  const documentRows = await tx.sourceDocument.createManyAndReturn({
    data: documents.map(({ partyCode, publishedOn, ...document }, index) => ({
      ...document,
      agreementId,
      position: index + 1,
      partyId: partyRows.find((party) => party.code === partyCode)?.id,
      publishedOn: publishedOn && dateOf(publishedOn),
    })),
  })
  return { agreementId, domains: bySlug(domainRows), documents: bySlug(documentRows) }
}

export const bySlug = (rows: readonly { slug: string; id: number }[]): Map<string, number> =>
  new Map(rows.map((row) => [row.slug, row.id]))

/** Writes a commitment, its quotes and its follow-ups; whoever calls has seen to it that its domain and documents exist. */
export async function writeCommitment(
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

/** Titles and the commitment's own quotes, one a line, so that no search runs across two of them. */
export const searchText = ({
  titleZh,
  titleEn,
  quotes,
}: Pick<ImportedCommitment, 'titleZh' | 'titleEn'> & { quotes: readonly Pick<PlacedQuote, 'role' | 'text'>[] }) =>
  searchable(
    [titleZh, titleEn, ...quotes.filter((quote) => quote.role === 'OPERATIVE').map(({ text }) => text)].join('\n'),
  )
