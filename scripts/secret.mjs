import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeDirectory } from './directory.mjs'
import { Failure } from './failure.mjs'

/**
 * A random text kept in a file that only its owner may read, made on the first call. Two calls at once agree on one.
 * @param {string} file
 */
export function keepRandom(file) {
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
    try {
      linkSync(draft, file)
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    } finally {
      rmSync(draft, { force: true })
    }
  }
  return readFileSync(file, 'utf8').trim()
}

/**
 * What this ledger signs its sessions with unless ACCORD_SECRET is set: kept in the data directory, even when the database
 * is elsewhere.
 * @param {string} dataDir
 */
export function keepSecret(dataDir) {
  try {
    makeDirectory(dataDir)
    return keepRandom(path.join(dataDir, 'secret'))
  } catch (error) {
    throw new Failure(
      `The ledger's secret cannot be kept in ${dataDir} (${/** @type {Error} */ (error).message}); set ACCORD_SECRET, or ACCORD_DATA_DIR to a directory that can be written to.`,
    )
  }
}
