import { type Day, dateOf } from '@/lib/day'
import { AppError } from '@/lib/error'
import type { ImportedAgreement } from '@/lib/import'
import { draftOf } from '@/lib/rationale'
import { seededHistory } from '@/lib/rule'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { recordAssessments } from '../assessments/record'
import { recordChanges } from '../changes/write'
import { bySlug, enterCommitment, type Places, takeTurns } from '../commitments/enter'

/**
 * Writes an agreement with everything in it, and the history that the rule derives from its follow-ups, in one transaction
 * with its changes. If the ledger already has the agreement, nothing is written and the result is `false`. Refuses, with
 * CONFLICT, a ref or key that another agreement uses.
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
        await enterCommitment(tx, commitment, places, actor)
        const item = commitment.ref
        entries.push({ actor, action: 'commitment.created', subject: item, item, data: own })
        for (const data of followUps)
          entries.push({ actor, action: 'followUp.recorded', subject: data.key, item, data })

        const input = { ...commitment, concludedOn: agreement.concludedOn }
        const drafts = seededHistory(input, today).map((suggestion) => draftOf(input, suggestion))
        const ids = await recordAssessments(tx, commitment.ref, drafts, today)
        for (const [index, draft] of drafts.entries()) {
          const data = { ...draft, id: ids[index] }
          entries.push({ actor: draft.recordedBy, action: 'assessment.recorded', subject: item, item, data })
        }
      }
      await recordChanges(tx, entries)
      return true
    },
    { maxWait: 10_000, timeout: 120_000 },
  )
}

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
