import { existsSync } from 'node:fs'
import path from 'node:path'
import { readText } from '../directory.mjs'
import { Failure } from '../failure.mjs'
import { keepRandom } from '../secret.mjs'

const fileIn = (/** @type {string} */ dataDir) => path.join(dataDir, 'postgres-password')

export function readPassword(/** @type {string} */ dataDir) {
  return readText(fileIn(dataDir)).trim()
}

/**
 * The password kept in `dataDir`, made on the first call; safe to use in a URL. Two calls at once agree on one.
 * @param {string} dataDir
 * @param {boolean} isInUse whether a cluster exists that wants the password it was created with
 */
export function keepPassword(dataDir, isInUse) {
  const file = fileIn(dataDir)
  if (isInUse && !existsSync(file))
    throw new Failure(`${file} is missing, and the database beside it does not open without it; put it back.`)
  return keepRandom(
    file,
    isInUse
      ? 'put back what it held: the database beside it does not open without it'
      : 'remove it: there is no database beside it yet, and the next start makes another',
  )
}
