import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

/** Writes a backup again with other lines, whole, as another version of the ledger might have written it. */
export function rewrite(file: string, to: string, change: (lines: string[]) => string[]): string {
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
  writeFileSync(to, gzipSync(`${change(lines).join('\n')}\n`))
  return to
}

/** The same with another header. */
export const withHeader = (file: string, to: string, change: (header: Record<string, unknown>) => object): string =>
  rewrite(file, to, ([header = '', ...lines]) => [JSON.stringify(change(JSON.parse(header))), ...lines])
