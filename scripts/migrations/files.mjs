import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Failure } from '../failure.mjs'

/** @typedef {{ name: string, sql: string }} Migration */

/**
 * The migrations of a directory in Prisma's layout, `<timestamp>_<name>/migration.sql`, oldest first.
 * @param {string} directory
 * @returns {Migration[]}
 */
export function readMigrations(directory) {
  if (!existsSync(directory)) throw new Failure(`The directory of migrations ${directory} is missing.`)
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(path.join(directory, name, 'migration.sql'), 'utf8') }))
}

/** Prisma's checksum of a script, first as the file is, then as it would be with other line endings. */
export function checksumsOf(/** @type {string} */ sql) {
  const unix = sql.replaceAll('\r\n', '\n')
  return [sql, unix, unix.replaceAll('\n', '\r\n')].map((text) => createHash('sha256').update(text).digest('hex'))
}
