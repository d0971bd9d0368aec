import type { AgreementOverview } from '@/lib/agreement'
import { type Day, dateOf, dayOf } from '@/lib/day'
import type { Database } from '../client'

/** The agreements concluded by a day, in the order they were entered in. */
export async function listAgreements(db: Database, day: Day): Promise<AgreementOverview[]> {
  const rows = await db.agreement.findMany({
    where: { concludedOn: { lte: dateOf(day) } },
    orderBy: { id: 'asc' },
    include: {
      parties: { orderBy: { position: 'asc' }, select: { code: true, nameZh: true, nameEn: true } },
      domains: { orderBy: { position: 'asc' }, select: { slug: true, nameZh: true, nameEn: true } },
    },
  })
  return rows.map(({ id, version, recordedAt, concludedOn, compiledUntil, ...rest }) => ({
    ...rest,
    concludedOn: dayOf(concludedOn),
    compiledUntil: dayOf(compiledUntil),
  }))
}
