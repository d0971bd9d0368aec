import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Failure } from '../failure.mjs'

const fileIn = (/** @type {string} */ dataDir) => path.join(dataDir, 'postgres-password')

export function readPassword(/** @type {string} */ dataDir) {
  return readFileSync(fileIn(dataDir), 'utf8').trim()
}

/**
 * The password kept in `dataDir`, made on the first call; safe to use in a URL. Two calls at once agree on one.
 * @param {string} dataDir
 * @param {boolean} isInUse whether a cluster exists that wants the password it was created with
 */
export function keepPassword(dataDir, isInUse) {
  const file = fileIn(dataDir)
  if (!existsSync(file)) {
    if (isInUse)
      throw new Failure(`${file} is missing, and the database beside it does not open without it; put it back.`)
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
  return readPassword(dataDir)
}
