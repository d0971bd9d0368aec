import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** What package-lock.json says of one copy of a package. */
export type Locked = {
  name: string
  path: string
  version: string
  integrity?: string
  resolved?: string
  license?: string
  inBundle?: boolean
  hasInstallScript?: boolean
}

/** Every copy of every package that may be installed, on any platform. */
export function readLock(): Locked[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Omit<Locked, 'name' | 'path'>>
  }
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({ ...entry, path, name: path.slice(path.lastIndexOf('node_modules/') + 13) }))
}

/** Whether an SPDX expression, of names joined by AND or by OR, can be met with the licences that are allowed. */
export function isMetBy(expression: string, isAllowed: (licence: string) => boolean): boolean {
  const alternatives = expression.replace(/[()]/g, '').split(/ or /i)
  return alternatives.some((all) => all.split(/ and /i).every((licence) => isAllowed(licence.trim())))
}

/** Whether a version is that one or a later one. A version before a release, such as 1.0.0-beta.1, is before it. */
export function isAtLeast(version: string, minimum: string): boolean {
  const parts = (text: string) => text.split('-', 1)[0]?.split('.').map(Number) ?? []
  const [ours, least] = [parts(version), parts(minimum)]
  const at = [0, 1, 2].find((place) => ours[place] !== least[place])
  return at === undefined ? !version.includes('-') || minimum.includes('-') : (ours[at] ?? 0) > (least[at] ?? 0)
}
