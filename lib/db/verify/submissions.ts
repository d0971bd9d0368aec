import type { Link } from '@/lib/chain'
import { entryOf, type Sealed } from '@/lib/change/change'
import type { Difference } from '@/lib/replay/row'
import { digestOfSubmission } from '@/lib/submission'
import type { Database } from '../client'

/** Compares the forms that some changes were sent by with those on file: each was accepted at the instant that they name. */
export async function compareSubmissions(db: Database, links: readonly Link[]): Promise<Difference[]> {
  const sent = new Map<string, { sequence: number; recordedAt: Date }>()
  for (const { text, sequence } of links) {
    if (!text.includes('"form"')) continue
    const { form, recordedAt = '' } = (entryOf(JSON.parse(text)) ?? {}) as Partial<Sealed>
    const instant = new Date(recordedAt)
    if (form !== undefined && !Number.isNaN(instant.getTime())) sent.set(form, { sequence, recordedAt: instant })
  }
  const instants = [...sent.values()].map(({ recordedAt }) => recordedAt)
  const rows = await db.submission.findMany({ where: { recordedAt: { in: instants } } })
  const onFile = new Set(await Promise.all(rows.map(digestOfSubmission)))
  const missing = [...sent].filter(([form]) => !onFile.has(form))
  return missing.map(([, { sequence }]) => ({
    how: 'missing',
    name: `the form that was sent for change ${sequence}, as it was accepted`,
    fields: [],
  }))
}
