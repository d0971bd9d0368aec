import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import type { ImportedCommitment } from '@/lib/import'
import { type NewQuote, placeQuotes } from '@/lib/placed-quote'
import type { CommitmentType } from '@/lib/status'
import type { PrismaClient } from '@/prisma/generated/client'
import { lockCommitment, raiseVersion } from '../lock'
import { type Author, type Written, write } from '../write'
import { bySlug, enterCommitment, searchText, takeTurns } from './enter'
import { freeSlug, refuseTakenRef } from './refs'

export type Titles = { titleZh: string; titleEn: string }

export type NewCommitment = Titles & {
  /** Slugs. */
  agreement: string
  domain: string
  ref: string
  type: CommitmentType
  quotes: NewQuote[]
}

/**
 * Enters a commitment that nobody has assessed yet, as an import does. Refuses, with CONFLICT, a ref that is taken; with
 * INVALID, a domain or document of another agreement, a quote that is not in its document to the letter, and, with the
 * places to choose from, one that is there several times.
 */
export function createCommitment(
  db: PrismaClient,
  { agreement: slug, quotes, ...own }: NewCommitment,
  author: Author,
): Promise<Written<{ ref: string }>> {
  return write(db, author, 'commitment.created', async (tx, record) => {
    await takeTurns(tx)
    const agreement = await tx.agreement.findUnique({ where: { slug }, include: { domains: true, documents: true } })
    if (!agreement) throw new AppError('INVALID', 'notReadable', 'agreement')
    const domains = bySlug(agreement.domains)
    if (!domains.has(own.domain)) throw new AppError('INVALID', 'domainOfAnother', 'domain')
    await refuseTakenRef(tx, own.ref, agreement.id)

    const { _max } = await tx.commitment.aggregate({ where: { agreementId: agreement.id }, _max: { position: true } })
    const { followUps, ...commitment }: ImportedCommitment = {
      ...own,
      ...NOTHING_MORE,
      slug: await freeSlug(tx, agreement.id, own.ref),
      position: (_max.position ?? 0) + 1,
      quotes: placeQuotes(quotes, agreement.documents),
    }
    const places = { agreementId: agreement.id, domains, documents: bySlug(agreement.documents) }
    await enterCommitment(tx, { ...commitment, followUps }, places, author.actor)
    record({ action: 'commitment.created', subject: own.ref, item: own.ref, data: commitment })
    return { ref: own.ref }
  })
}

/** What only an agreement's files can say of a commitment. */
const NOTHING_MORE = {
  verbZh: null,
  verbEn: null,
  headingZh: null,
  headingEn: null,
  timing: { kind: 'NONE', zh: null, en: null, deadlineOn: null },
  bodies: [],
  basisZh: null,
  basisEn: null,
  points: [],
  notesZh: null,
  notesEn: null,
  reviewEveryDays: null,
  delivered: false,
  followUps: [],
} satisfies Partial<ImportedCommitment>

/**
 * Gives a commitment other titles, with a reason on record; writes nothing if they are the same. Refuses, with CONFLICT
 * and the current values, an edit from an older version.
 */
export function retitle(
  db: PrismaClient,
  { ref, version, titleZh, titleEn, reason }: Titles & { ref: string; version: number; reason: string },
  author: Author,
  today: Day,
): Promise<Written<{ ref: string; version: number }>> {
  return write(db, author, 'commitment.retitled', async (tx, record) => {
    const commitment = await lockCommitment(tx, ref, version)
    const { id, standing } = commitment
    const [data, before] = [
      { titleZh, titleEn },
      { titleZh: standing.titleZh, titleEn: standing.titleEn },
    ]
    if (titleZh === before.titleZh && titleEn === before.titleEn) return { ref, version }
    const quotes = await tx.quote.findMany({ where: { commitmentId: id }, orderBy: { position: 'asc' } })
    await tx.commitment.update({ where: { id }, data: { ...data, searchText: searchText({ ...data, quotes }) } })
    record({ action: 'commitment.retitled', subject: ref, item: ref, data, before, reason })
    return { ref, version: await raiseVersion(tx, commitment, today) }
  })
}

/**
 * Takes a commitment out of the ledger: it is no longer listed or counted, and nothing can be recorded for it, but its own
 * page stays. Refuses, with CONFLICT and the current values, an edit from an older version; with INVALID, a commitment
 * that is already withdrawn.
 */
export function withdrawCommitment(
  db: PrismaClient,
  { ref, version, reason }: { ref: string; version: number; reason: string },
  author: Author,
  today: Day,
): Promise<Written<{ ref: string; version: number }>> {
  return write(db, author, 'commitment.withdrawn', async (tx, record) => {
    const commitment = await lockCommitment(tx, ref, version)
    const { titleZh, titleEn } = commitment.standing
    await tx.$executeRaw`
      UPDATE "Commitment" SET "withdrawnAt" = CURRENT_TIMESTAMP, "withdrawnReason" = ${reason} WHERE id = ${commitment.id}`
    record({
      action: 'commitment.withdrawn',
      subject: ref,
      item: ref,
      data: null,
      before: { titleZh, titleEn },
      reason,
    })
    return { ref, version: await raiseVersion(tx, commitment, today) }
  })
}
