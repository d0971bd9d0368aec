// A backup is a gzip file of JSON lines, which any gzip can unpack: a header; for every table a line with its name and
// columns, then its rows in the order of their keys, each an array of what PostgreSQL itself writes of the values; an
// end with counts and checksums. Files of format 1 have one more line, with a checksum of their bytes before it.
import { createHash } from 'node:crypto'

export const MARK = 'accord-ledger'
/** To be raised when an older version of the ledger can no longer read the files. Every earlier format is read. */
export const FORMAT = 2

/**
 * @typedef {{ backup: string, format: number, at: string, version: string, postgres: string,
 *   migrations: { name: string, checksum: string }[] }} Header `at` is the instant of the snapshot
 * @typedef {{ table: string, columns: string[] }} Section
 * @typedef {(string | null)[]} Row
 * @typedef {{ table: string, rows: number, sha256: string }} Sum `sha256` is of the table's lines
 * @typedef {{ tables: Sum[], content: string }} Sums `content` is the SHA-256 of the tables' names and checksums
 * @typedef {Sums & { head: { sequence: number, hash: string } }} End `head` is the end of the chain of changes
 */

/** Counts lines and computes their checksums, table by table. */
export function tally() {
  const tables = /** @type {Sum[]} */ ([])
  let hash = createHash('sha256')
  const close = () => {
    const last = tables.at(-1)
    if (last) last.sha256 = hash.digest('hex')
  }
  return {
    /** @param {string} table @param {string} line */
    begin(table, line) {
      close()
      tables.push({ table, rows: 0, sha256: '' })
      hash = createHash('sha256').update(`${line}\n`)
    },
    /** @param {readonly string[]} lines */
    add(lines) {
      const last = tables.at(-1)
      if (last) last.rows += lines.length
      for (const line of lines) hash.update(`${line}\n`)
    },
    /** To be called once. @returns {Sums} */
    end() {
      close()
      const content = createHash('sha256')
      for (const { table, sha256 } of tables) content.update(`${table} ${sha256}\n`)
      return { tables, content: content.digest('hex') }
    },
  }
}

/** How many rows a ledger's content has. @param {Sums} sums */
export const rowsIn = ({ tables }) => tables.reduce((sum, { rows }) => sum + rows, 0)
