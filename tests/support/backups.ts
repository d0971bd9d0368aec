import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sealOf } from '@/scripts/backup/format.mjs'

/** Writes a backup again with other lines, whole and sealed, as another version of the ledger might have written it. */
export function rewrite(file: string, to: string, change: (lines: string[]) => string[]): string {
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n').slice(0, -1)
  const bytes = gzipSync(`${change(lines).join('\n')}\n`)
  writeFileSync(to, Buffer.concat([bytes, sealOf(createHash('sha256').update(bytes).digest('hex'))]))
  return to
}

/** The same with another header. */
export const withHeader = (file: string, to: string, change: (header: Record<string, unknown>) => object): string =>
  rewrite(file, to, ([header = '', ...lines]) => [JSON.stringify(change(JSON.parse(header))), ...lines])
