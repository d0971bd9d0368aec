import { type Day, dayOf } from '@/lib/day'
import { AppError } from '@/lib/error'
import type { WorkingFields } from '@/lib/plan'
import type { Judgement } from '@/lib/status'
import type { Prisma } from '@/prisma/generated/client'
import { refoldHeadlines } from './filter-sql'
import { workingFieldsOf } from './plans/columns'

/** The current values of a commitment's editable fields; a refused edit is answered with them. */
export type Standing = Judgement &
  WorkingFields & {
    version: number
    titleZh: string
    titleEn: string
    assessedOn: Day | null
  }

export type LockedCommitment = {
  id: number
  ref: string
  concludedOn: Day
  /** Codes of the parties. */
  parties: string[]
  standing: Standing
}

/**
 * Locks a commitment for writing until the end of the transaction. Refuses, with NOT_FOUND, an unknown ref; with INVALID,
 * a withdrawn commitment; with CONFLICT and the current values, an edit made from another version than the present one,
 * unless `version` is null.
 */
export async function lockCommitment(
  tx: Prisma.TransactionClient,
  ref: string,
  version: number | null,
): Promise<LockedCommitment> {
  await tx.$executeRaw`SELECT 1 FROM "Commitment" WHERE ref = ${ref} FOR NO KEY UPDATE`
  const row = await tx.commitment.findUnique({ where: { ref }, include: { agreement: { include: { parties: true } } } })
  if (!row) throw new AppError('NOT_FOUND', 'noCommitment', 'ref', { ref })
  if (row.withdrawnAt) throw new AppError('INVALID', 'commitmentWithdrawn', 'ref', { ref })
  const standing: Standing = {
    version: row.version,
    titleZh: row.titleZh,
    titleEn: row.titleEn,
    status: row.status,
    condition: row.condition,
    progress: row.progress,
    confidence: row.confidence,
    assessedOn: row.assessedOn && dayOf(row.assessedOn),
    ...workingFieldsOf(row),
  }
  if (version !== null && version !== row.version)
    throw new AppError('CONFLICT', 'staleVersion', null, { ref }, standing)
  return {
    id: row.id,
    ref,
    concludedOn: dayOf(row.agreement.concludedOn),
    parties: row.agreement.parties.map((party) => party.code),
    standing,
  }
}

/** Completes a change of a locked commitment: refolds its headline and raises its version, which is returned. */
export async function raiseVersion(
  tx: Prisma.TransactionClient,
  { id }: LockedCommitment,
  today: Day,
): Promise<number> {
  await tx.$executeRaw(refoldHeadlines([id], today))
  const { version } = await tx.commitment.update({
    where: { id },
    data: { version: { increment: 1 } },
    select: { version: true },
  })
  return version
}
