import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeDirectory } from './directory.mjs'
import { Failure } from './failure.mjs'
import { SHORTEST_SECRET } from './settings.mjs'

/**
 * A random text kept in a file that only its owner may read, made on the first call. Two calls at once agree on one.
 * Throws a Failure that ends with `remedy` where the file holds less than what was made for it.
 * @param {string} file
 * @param {string} remedy
 */
export function keepRandom(file, remedy) {
  if (!existsSync(file)) makeRandom(file)
  const kept = readFileSync(file, 'utf8').trim()
  if (kept.length >= SHORTEST_SECRET) return kept
  throw new Failure(`${file} ${kept ? `holds less than ${SHORTEST_SECRET} characters` : 'is empty'}; ${remedy}.`)
}

function makeRandom(/** @type {string} */ file) {
  const draft = `${file}.${process.pid}`
  try {
    writeFileSync(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
    linkSync(draft, file)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * What this ledger signs its sessions with unless ACCORD_SECRET is set: kept in the data directory, even when the database
 * is elsewhere.
 * @param {string} dataDir
 */
export function keepSecret(dataDir) {
  try {
    makeDirectory(dataDir)
    return keepRandom(
      path.join(dataDir, 'secret'),
      'put back what it held, or remove it: then the next start makes another, and everybody signs in again',
    )
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(
      `The ledger's secret cannot be kept in ${dataDir} (${/** @type {Error} */ (error).message}); set ACCORD_SECRET, or ACCORD_DATA_DIR to a directory that can be written to.`,
    )
  }
}
