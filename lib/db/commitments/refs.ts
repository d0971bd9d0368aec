import { isFreeRef, REF, refAfter } from '@/lib/commitment'
import { AppError } from '@/lib/error'
import { namesMeant } from '@/lib/typed-address'
import type { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'

/** A free ref that continues those of an agreement; the first of an agreement is made from its slug. */
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

/**
 * The ref that is meant by one that is not in the ledger as it was typed: in other letters' case, or with marks around it
 * (lib/typed-address.ts); null where there is none.
 */
export async function findMeantRef(db: Database, typed: string): Promise<string | null> {
  const names = namesMeant(typed).filter((name) => REF.test(name))
  if (names.length === 0) return null
  const rows = await db.$queryRaw<{ ref: string }[]>`
    SELECT ref FROM "Commitment" WHERE lower(ref COLLATE "C") = ANY(${names}) ORDER BY length(ref) DESC LIMIT 1`
  return rows[0]?.ref ?? null
}

/** Without regard to case: two refs that differ in that alone would be mistaken for each other. */
async function isTaken(db: Database, ref: string): Promise<boolean> {
  const rows = await db.$queryRaw<
    unknown[]
  >`SELECT 1 FROM "Commitment" WHERE lower(ref COLLATE "C") = ${ref.toLowerCase()} LIMIT 1`
  return rows.length > 0
}

/** Refuses, with INVALID, a ref whose address is that of another page; with CONFLICT, one that is taken. */
export async function refuseTakenRef(tx: Prisma.TransactionClient, ref: string, agreementId: number): Promise<void> {
  if (!isFreeRef(ref)) throw new AppError('INVALID', 'refReserved', 'ref')
  if (!(await isTaken(tx, ref))) return
  const { slug } = await tx.agreement.findUniqueOrThrow({ where: { id: agreementId }, select: { slug: true } })
  throw new AppError('CONFLICT', 'refTaken', 'ref', { ref, free: await suggestRef(tx, slug) })
}

/** The ref in lower case, with a number appended where that is taken. */
export async function freeSlug(tx: Prisma.TransactionClient, agreementId: number, ref: string): Promise<string> {
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
