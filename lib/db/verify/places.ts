import type { PrismaClient } from '@/prisma/generated/client'
import { IN_CHAIN } from './changes'

/** What rows are tied to, by number, and what documents say of a commitment, by name. */
export type Places = {
  /** The slugs of what is on file; that of a domain after its agreement's. */
  slugs: Record<'agreement' | 'domain' | 'document', ReadonlyMap<number, string>>
  /** According to the record, the agreement that a document belongs to, both by slug. */
  agreementOf: ReadonlyMap<string, string>
}

/** Agreements, domains and documents are few, and read once. */
export async function listPlaces(db: PrismaClient): Promise<Places> {
  const select = { id: true, slug: true }
  const [agreements, domains, documents] = await Promise.all([
    db.agreement.findMany({ select }),
    db.domain.findMany({ select: { ...select, agreementId: true } }),
    db.sourceDocument.findMany({ select }),
  ])
  const bySlug = (rows: readonly { id: number; slug: string }[]) => new Map(rows.map(({ id, slug }) => [id, slug]))
  const agreement = bySlug(agreements)
  const recorded = await db.$queryRaw<{ agreement: string; document: string }[]>`
    SELECT entry->>'subject' AS agreement, document->>'slug' AS document
    FROM "Change", json_array_elements(CASE json_typeof(entry->'data'->'documents') WHEN 'array'
      THEN entry->'data'->'documents' ELSE '[]' END) document
    WHERE ${IN_CHAIN} AND entry->>'action' = 'agreement.created'`
  return {
    slugs: {
      agreement,
      domain: new Map(domains.map(({ id, slug, agreementId }) => [id, `${agreement.get(agreementId)}/${slug}`])),
      document: bySlug(documents),
    },
    agreementOf: new Map(recorded.map(({ agreement, document }) => [document, agreement])),
  }
}
