import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Every address that is answered with a file as it lies there: those in public/, and those of the build if there is one. */
export const filesServed = (): ReadonlySet<string> =>
  new Set([...filesUnder(path.join('.next', 'static'), '/_next/static'), ...filesUnder('public', '')])

function filesUnder(folder: string, address: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .map((file) => `${address}/${file.split(path.sep).join('/')}`)
}
