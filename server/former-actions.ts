import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** From what the builds of released versions made the names of their actions: 0.1.0. Those since have one in common (scripts/setup.mjs). */
const FORMER_KEYS = ['52qjuLsNhuF93Ke9d+M3jGs69Rc/dqSjJbcXeDn+QM4=']

/** The actions of a build by their names, as Next lists them. */
type Actions = Record<string, { filename: string; exportedName: string }>

/**
 * What the actions of this build were called by pages of released versions, which may be open while the ledger is updated and
 * keep no draft: what is typed there could not be sent otherwise.
 */
export const formerActions = (actions: Actions): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(actions).flatMap(([name, { filename, exportedName }]) =>
      FORMER_KEYS.map((key) => [nameWith(key, `${filename}:${exportedName}`, name.slice(0, 2)), name] as const),
    ),
  )

/** As Next makes it: two digits for the kind of action and its arguments, and a hash of where it stands in the sources. */
const nameWith = (key: string, place: string, kind: string): string =>
  kind +
  createHash('sha1')
    .update(key + place)
    .digest('hex')

/** The actions of the build, if there is one. */
export function actionsBuilt(): Actions {
  const list = path.join('.next', 'server', 'server-reference-manifest.json')
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { node: Actions }).node : {}
}
