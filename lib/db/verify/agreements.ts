import { nameOfAgreement, nameOfDocument, nameOfDomain, nameOfParty, replayAgreement } from '@/lib/replay/agreement'
import { compareRows, type Row } from '@/lib/replay/row'
import { Prisma, type PrismaClient } from '@/prisma/generated/client'
import type { Database } from '../client'
import { changesWhere, IN_CHAIN } from './changes'
import { comparedIn } from './columns'
import type { Findings } from './findings'

/** Compares every agreement, on file or on record, with its change: one after the other, since their texts can be long. */
export async function compareAgreements(db: PrismaClient, findings: Findings): Promise<void> {
  const rows = await db.$queryRaw<{ slug: string }[]>`
    SELECT slug FROM "Agreement" UNION SELECT entry->>'subject' FROM "Change"
      WHERE ${IN_CHAIN} AND entry->>'action' = 'agreement.created' ORDER BY 1`
  for (const { slug } of rows) {
    const changes = await changesWhere(
      db,
      Prisma.sql`entry->>'action' = 'agreement.created' AND entry->>'subject' = ${slug}`,
    )
    findings.add(compareRows(changes.flatMap(replayAgreement), await findOnFile(db, slug)))
    if (findings.isFull()) return
  }
}

async function findOnFile(db: Database, slug: string): Promise<Row[]> {
  const agreement = await db.agreement.findUnique({ where: { slug } })
  if (!agreement) return []
  const where = { agreementId: agreement.id }
  const [parties, domains, documents] = await Promise.all([
    db.party.findMany({ where }),
    db.domain.findMany({ where }),
    db.sourceDocument.findMany({ where }),
  ])
  const codeOf = new Map(parties.map(({ id, code }) => [id, code]))
  const own = { agreementId: slug }
  return [
    { name: nameOfAgreement(slug), fields: comparedIn('Agreement', agreement) },
    ...parties.map((row) => ({ name: nameOfParty(slug, row.code), fields: { ...comparedIn('Party', row), ...own } })),
    ...domains.map((row) => ({ name: nameOfDomain(slug, row.slug), fields: { ...comparedIn('Domain', row), ...own } })),
    ...documents.map((row) => ({
      name: nameOfDocument(row.slug),
      fields: {
        ...comparedIn('SourceDocument', row),
        ...own,
        partyId: row.partyId === null ? null : (codeOf.get(row.partyId) ?? `number ${row.partyId}`),
      },
    })),
  ]
}
