import { type Item, replayItem } from '@/lib/replay/item'
import { compareInOrder, compareRows, type Difference } from '@/lib/replay/row'
import { Prisma, type PrismaClient } from '@/prisma/generated/client'
import { searchText } from '../commitments/enter'
import { changesOfItem, IN_CHAIN } from './changes'
import type { Findings } from './findings'
import { findItem } from './item'
import type { Places } from './places'

/** Compares every commitment on file, then every one that only the record tells of, with its changes. */
export async function compareItems(db: PrismaClient, places: Places, findings: Findings): Promise<void> {
  for (const walk of [walkOnFile, walkMissing])
    for await (const ref of walk(db)) {
      findings.add(await compareItem(db, ref, places))
      if (findings.isFull()) return
    }
}

async function* walkOnFile(db: PrismaClient): AsyncGenerator<string> {
  for (let where: Prisma.CommitmentWhereInput = {}; ; ) {
    const [row] = await db.commitment.findMany({
      where,
      orderBy: { id: 'asc' },
      select: { id: true, ref: true },
      take: 1,
    })
    if (!row) return
    yield row.ref
    where = { id: { gt: row.id } }
  }
}

/** From one name in the index of the record to the next. */
async function* walkMissing(db: PrismaClient): AsyncGenerator<string> {
  for (let isNext = Prisma.sql`entry->>'item' IS NOT NULL`; ; ) {
    const [row] = await db.$queryRaw<{ item: string; isMissing: boolean }[]>`
      SELECT item, NOT EXISTS (SELECT FROM "Commitment" WHERE ref = item) AS "isMissing" FROM (
        SELECT entry->>'item' AS item FROM "Change" WHERE ${isNext} AND ${IN_CHAIN} ORDER BY 1 LIMIT 1) next`
    if (!row) return
    if (row.isMissing) yield row.item
    isNext = Prisma.sql`entry->>'item' > ${row.item}`
  }
}

/** Compares both sides as of one moment, even while others write. */
const compareItem = (db: PrismaClient, ref: string, places: Places): Promise<Difference[]> =>
  db.$transaction(
    async (tx) => {
      const onFile = await findItem(tx, ref, places)
      const recorded = replayItem(ref, await changesOfItem(tx, ref), places.agreementOf)
      return differencesBetween(withComputed(recorded, onFile), onFile.item)
    },
    // On a busy machine a transaction can take long to begin; Prisma's own limit is two seconds.
    { isolationLevel: 'RepeatableRead', maxWait: 60_000, timeout: 60_000 },
  )

/** Of a commitment that is not there at all, on file or on record, nothing that belongs to it is named. */
const differencesBetween = (said: Item, found: Item): Difference[] =>
  said.commitment.length !== found.commitment.length
    ? compareRows(said.commitment, found.commitment)
    : [
        ...compareInOrder(said.assessments, found.assessments),
        ...compareRows(said.followUps, found.followUps),
        ...compareRows(said.sources, found.sources),
        ...compareRows(said.commitment, found.commitment),
        ...compareRows(said.quotes, found.quotes),
      ]

/** Adds what no change contains, since it is computed: the text that is searched, and the headline. */
function withComputed(said: Item, { headline }: Awaited<ReturnType<typeof findItem>>): Item {
  const quotes = said.quotes.map(({ fields }) => ({ role: fields.role, text: fields.text })) as Words['quotes']
  const commitment = said.commitment.map(({ name, fields }) => {
    const { titleZh, titleEn } = fields as Omit<Words, 'quotes'>
    return { name, fields: { ...fields, ...headline, searchText: searchText({ titleZh, titleEn, quotes }) } }
  })
  return { ...said, commitment }
}

type Words = Parameters<typeof searchText>[0]
