import { type Day, dateOf, dayOf } from '@/lib/day'
import type { Filter } from '@/lib/filter'
import type { DocumentOverview, MarkedItem, SourceText } from '@/lib/source'
import { namesMeant } from '@/lib/typed-address'
import type { Prisma } from '@/prisma/generated/client'
import type { Database } from './client'
import { sqlOf } from './filter-sql'

const SLUG = /^[a-z0-9-]+$/

const described = {
  slug: true,
  titleZh: true,
  titleEn: true,
  publisherZh: true,
  publisherEn: true,
  language: true,
  publishedOn: true,
  url: true,
  agreement: { select: { slug: true } },
} satisfies Prisma.SourceDocumentSelect

/** The documents of the agreements concluded by a day, in the order of the ledger. */
export async function listDocuments(db: Database, day: Day): Promise<DocumentOverview[]> {
  const rows = await db.sourceDocument.findMany({
    where: { agreement: { concludedOn: { lte: dateOf(day) } } },
    orderBy: [{ agreementId: 'asc' }, { position: 'asc' }],
    select: described,
  })
  return rows.map(overviewOf)
}

/** A document with its whole text, or null where there is none. */
export async function findDocument(db: Database, slug: string): Promise<SourceText | null> {
  // A slug from a URL may hold what PostgreSQL cannot take as text, such as NUL.
  if (!SLUG.test(slug)) return null
  const row = await db.sourceDocument.findUnique({ where: { slug }, select: { ...described, text: true } })
  return row && { ...overviewOf(row), text: row.text }
}

/** The slug of the document that is meant by one that is not in the ledger as it was typed; null where there is none. */
export async function findMeantDocument(db: Database, typed: string): Promise<string | null> {
  const names = namesMeant(typed).filter((name) => SLUG.test(name))
  const row = await db.sourceDocument.findFirst({ where: { slug: { in: names } }, select: { slug: true } })
  return row?.slug ?? null
}

/**
 * The words of the filter's commitments in a document, in the order of the text: of each operative quote the part that
 * is the commitment's own. The filter's pages do not apply: a text is read whole.
 */
export function listMarks(db: Database, slug: string, filter: Filter, today: Day): Promise<MarkedItem[]> {
  const { columns, from, where } = sqlOf(filter, today)
  return db.$queryRaw<MarkedItem[]>`
    SELECT ${columns}, COALESCE(q."focusStart", q.start) AS start, COALESCE(q."focusEnd", q."end") AS "end"
    ${from}
    JOIN "Quote" q ON q."commitmentId" = c.id AND q.role = 'OPERATIVE'
    JOIN "SourceDocument" document ON document.id = q."documentId"
    ${where} AND document.slug = ${slug}
    ORDER BY start, "end" DESC, c.position`
}

type Described = Prisma.SourceDocumentGetPayload<{ select: typeof described }>

const overviewOf = ({ agreement, publishedOn, ...row }: Described): DocumentOverview => ({
  slug: row.slug,
  titleZh: row.titleZh,
  titleEn: row.titleEn,
  publisherZh: row.publisherZh,
  publisherEn: row.publisherEn,
  language: row.language,
  publishedOn: publishedOn && dayOf(publishedOn),
  url: row.url,
  agreement: agreement.slug,
})
