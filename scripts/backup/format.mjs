// A backup is a gzip file of JSON lines, which any gzip can unpack: a header; for every table a line with its name and
// columns, then its rows in the order of their keys, each an array of what PostgreSQL itself writes of the values; an
// end with counts and checksums. Its last bytes are the seal.
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

export const MARK = 'accord-ledger'
/** Raised when a file can no longer be read as this version reads it. */
export const FORMAT = 1

/**
 * @typedef {{ backup: string, format: number, at: string, version: string, postgres: string,
 *   migrations: { name: string, checksum: string }[] }} Header `at` is the instant of the snapshot
 * @typedef {{ table: string, columns: string[] }} Section
 * @typedef {(string | null)[]} Row
 * @typedef {{ table: string, rows: number, sha256: string }} Sum the checksum is of the table's lines
 * @typedef {{ tables: Sum[], content: string }} Sums the content's is of the names and checksums of the tables
 * @typedef {Sums & { head: { sequence: number, hash: string } }} End the head is that of the chain of changes
 */

/** Counts lines and makes checksums of them, table by table. */
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

/**
 * The last bytes of a file whose other bytes have this SHA-256: a gzip member of its own, made here byte by byte so
 * that not one bit of it is left to chance.
 * @param {string} sha256
 */
export function sealOf(sha256) {
  const line = Buffer.from(`${JSON.stringify({ sha256 })}\n`)
  const begin = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1, line.length, 0, ~line.length & 255, 255])
  const end = Buffer.alloc(8)
  end.writeUInt32LE(crc32(line), 0)
  end.writeUInt32LE(line.length, 4)
  return Buffer.concat([begin, line, end])
}

export const SEAL_LENGTH = sealOf('0'.repeat(64)).length

/** How many rows a ledger's content has. @param {Sums} sums */
export const rowsIn = ({ tables }) => tables.reduce((sum, { rows }) => sum + rows, 0)
