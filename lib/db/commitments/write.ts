import { isFreeRef, refAfter } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import { type ImportedCommitment, type PlacedQuote, placedQuote } from '@/lib/import'
import { type Ambiguous, MOST_OCCURRENCES, occurrenceAt, partingOf, placesOf } from '@/lib/quote'
import type { CommitmentType } from '@/lib/status'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import type { Database } from '../client'
import { bySlug, searchText, takeTurns, writeCommitment } from '../import'
import { lockCommitment, raiseVersion } from '../lock'
import { type Author, type Written, write } from '../write'

export type Titles = { titleZh: string; titleEn: string }

/** Words of a document, to the letter; without a `start` they must stand there once. */
export type NewQuote = { document: string; text: string; start: number | null }

export type NewCommitment = Titles & {
  /** Slugs. */
  agreement: string
  domain: string
  ref: string
  type: CommitmentType
  quotes: NewQuote[]
}

/**
 * Enters a commitment that nobody has assessed yet, as an import enters it. Refuses, with CONFLICT, a ref that the ledger
 * has already; with INVALID, a domain or document of another agreement, and a quote that does not stand in its document
 * to the letter; one that stands there several times with the places to choose from.
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
    await writeCommitment(tx, { ...commitment, followUps }, places, author.actor)
    record({ action: 'commitment.created', subject: own.ref, item: own.ref, data: commitment })
    return { ref: own.ref }
  })
}

/** What an agreement's files can say of a commitment beyond its words; nothing takes their place. */
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
 * Gives a commitment other titles, and a reason on record; where they are the same, nothing is written. Refuses, with
 * CONFLICT and what stands now, an edit from an older version.
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
 * Takes a commitment out of the ledger: it is listed and counted nowhere any more, and nothing can be recorded of it, but
 * its own page stays. Refuses, with CONFLICT and what stands now, an edit from an older version; with INVALID, one that
 * was withdrawn already.
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

/** A ref that nothing in the ledger has, as those of an agreement go on; an agreement without any begins with its own. */
export async function suggestRef(db: Database, agreement: string): Promise<string> {
  const last = await db.commitment.findFirst({
    where: { agreement: { slug: agreement } },
    orderBy: { position: 'desc' },
    select: { ref: true },
  })
  let ref = last ? refAfter(last.ref) : `${agreement}-01`
  while (await isTaken(db, ref)) ref = refAfter(ref)
  return ref
}

/** In letters of any size: two refs that differ in that alone would be taken for one another. */
async function isTaken(db: Database, ref: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM "Commitment" WHERE lower(ref) = lower(${ref}) LIMIT 1`
  return rows.length > 0
}

async function refuseTakenRef(tx: Prisma.TransactionClient, ref: string, agreementId: number): Promise<void> {
  if (!isFreeRef(ref)) throw new AppError('INVALID', 'refReserved', 'ref')
  if (!(await isTaken(tx, ref))) return
  const { slug } = await tx.agreement.findUniqueOrThrow({ where: { id: agreementId }, select: { slug: true } })
  throw new AppError('CONFLICT', 'refTaken', 'ref', { ref, free: await suggestRef(tx, slug) })
}

/** The ref in small letters, or with a number behind it where that is taken. */
async function freeSlug(tx: Prisma.TransactionClient, agreementId: number, ref: string): Promise<string> {
  const wanted = ref.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const taken = await tx.commitment.findMany({
    where: { agreementId, slug: { startsWith: wanted } },
    select: { slug: true },
  })
  const slugs = new Set(taken.map(({ slug }) => slug))
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`
    if (!slugs.has(slug)) return slug
  }
}

type Document = { slug: string; text: string }

/** Finds quotes in their documents, to the letter. */
function placeQuotes(quotes: readonly NewQuote[], documents: readonly Document[]): PlacedQuote[] {
  const ambiguous: Ambiguous = { places: {} }
  const placed = quotes.map(({ document: slug, text, start }, index) => {
    const document = documents.find((one) => one.slug === slug)
    if (!document) throw new AppError('INVALID', 'documentOfAnother', `quotes.${index}.document`)
    const places = placesOf(document.text, text)
    if (places.length === 0) refuseNotVerbatim(document.text, text, `quotes.${index}.text`)
    const at = start === null && places.length === 1 ? places[0] : places.find((place) => place === start)
    if (at === undefined) {
      if (places.length > MOST_OCCURRENCES)
        throw new AppError('INVALID', 'quoteTooCommon', `quotes.${index}.text`, { count: places.length })
      ambiguous.places[index] = places.map((place) =>
        occurrenceAt(document.text, { start: place, end: place + text.length }),
      )
    }
    return placedQuote('OPERATIVE', slug, text, at ?? 0)
  })
  const [first] = Object.keys(ambiguous.places)
  if (first !== undefined)
    throw new AppError(
      'INVALID',
      'quoteAmbiguous',
      `quotes.${first}.text`,
      { count: ambiguous.places[Number(first)]?.length ?? 0 },
      ambiguous,
    )
  for (const [index, quote] of placed.entries())
    if (
      placed.findIndex((one) => one.document === quote.document && one.start === quote.start && one.end === quote.end) <
      index
    )
      throw new AppError('INVALID', 'quoteRepeated', `quotes.${index}.text`)
  return placed
}

const LONGEST_NAMED = 60

function refuseNotVerbatim(text: string, quote: string, field: string): never {
  const named = [...quote].slice(0, LONGEST_NAMED).join('') + ([...quote].length > LONGEST_NAMED ? '…' : '')
  const parting = partingOf(text, quote)
  if (parting) throw new AppError('INVALID', 'quoteParts', field, { quote: named, ...parting })
  throw new AppError('INVALID', 'quoteNowhere', field, { quote: named })
}
