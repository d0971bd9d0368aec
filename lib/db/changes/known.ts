import { personIn } from '@/lib/account'
import { entryOf, fieldsIn } from '@/lib/change/change'
import type { Known } from '@/lib/change/words'
import type { Database } from '../client'
import type { ChangeRow } from './read'

/** The names of the people, and the sources of the follow-ups, that these changes and actors refer to (lib/change/words.ts). */
export async function findKnown(
  db: Database,
  changes: readonly ChangeRow[],
  actors: readonly string[] = [],
): Promise<Known> {
  const entries = changes.map(({ entry }) => entryOf(entry)).filter((entry) => entry !== null)
  const texts = (values: readonly unknown[]) => values.filter((value) => typeof value === 'string')
  const responsible = entries.flatMap(({ data, before }) => [fieldsIn(data).responsible, fieldsIn(before).responsible])
  const acting = [...actors, ...entries.flatMap(({ actor, subject }) => [actor, subject])]
  const ids = [...texts(acting.map(personIn)), ...texts(responsible)].filter(isStorable)
  const keys = texts(entries.flatMap(({ data }) => fieldsIn(data).evidence)).filter(isStorable)
  const [people, links] = await Promise.all([
    db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
    db.source.findMany({
      where: { followUp: { key: { in: keys }, replacedBy: null } },
      select: { url: true, followUp: { select: { key: true } } },
    }),
  ])
  const sources = new Map<string, string[]>()
  for (const { url, followUp } of links) sources.set(followUp.key, [...(sources.get(followUp.key) ?? []), url])
  return { names: new Map(people.map(({ id, name }) => [id, name])), sources }
}

/** JSON may hold text with NUL in it, which PostgreSQL refuses. */
const isStorable = (text: string) => !text.includes('\u0000')
