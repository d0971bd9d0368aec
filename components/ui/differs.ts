import type { Values } from '@/components/ui/form-fields'

/**
 * Whether a form holds something else than it was opened with. A field that has appeared since is compared with what it held
 * then, and does not count where it is gone again; one without a value is as good as none.
 */
export function differs(present: Values, opened: Values, appeared: Values = []): boolean {
  const [now, before, later] = [present, opened, appeared].map(byName) as [ByName, ByName, ByName]
  const changed = [...now].some(([name, values]) => values !== (before.get(name) ?? later.get(name) ?? EMPTY))
  const gone = [...before].some(([name, values]) => !now.has(name) && values !== EMPTY)
  return changed || gone
}

type ByName = ReadonlyMap<string, string>

const EMPTY = JSON.stringify([''])

/** The values of each name, in an order of their own: what is ticked first does not matter. */
function byName(values: Values): ByName {
  const lists = new Map<string, string[]>()
  for (const [name, value] of values) lists.set(name, [...(lists.get(name) ?? []), value])
  return new Map([...lists].map(([name, list]) => [name, JSON.stringify(list.sort())]))
}
