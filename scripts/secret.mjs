import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeDirectory, readText } from './directory.mjs'
import { Failure } from './failure.mjs'
import { SHORTEST_SECRET } from './settings.mjs'

/**
 * A random text kept in a file that only its owner may read, made on the first call. Two calls at once agree on one.
 * Throws a Failure that ends with `remedy` where the file holds less than what was made for it, or no text.
 * @param {string} file
 * @param {string} remedy
 */
export function keepRandom(file, remedy) {
  if (!existsSync(file)) makeRandom(file)
  const kept = readText(file).trim()
  const fault = faultOf(kept)
  if (fault) throw new Failure(`${file} ${fault}; ${remedy}.`)
  return kept
}

/** @param {string} kept */
function faultOf(kept) {
  if (!kept) return 'is empty'
  // Such as a disk leaves behind after a power cut.
  if (/[^\P{Cc}\s]|\uFFFD/u.test(kept)) return 'holds bytes that are no text'
  return kept.length < SHORTEST_SECRET ? `holds less than ${SHORTEST_SECRET} characters` : null
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
