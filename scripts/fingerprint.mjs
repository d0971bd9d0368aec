import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * One hash over the names and contents of files and directories below `base`; what does not exist is left out.
 * @param {string} base
 * @param {string[]} places
 */
export function fingerprintOf(base, places) {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ place) => {
    const file = path.join(base, place)
    const found = statSync(file, { throwIfNoEntry: false })
    if (found?.isDirectory()) for (const name of readdirSync(file).sort()) add(`${place}/${name}`)
    else if (found) hash.update(`${place}\0${found.size}\0`).update(readFileSync(file))
  }
  for (const place of places) add(place)
  return hash.digest('hex')
}

/** Whether a stamp says that something was made from exactly these sources. */
export function isStamped(/** @type {string} */ stamp, /** @type {string} */ fingerprint) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint
}

/** To be written last, so that what was interrupted is made again. */
export function writeStamp(/** @type {string} */ stamp, /** @type {string} */ fingerprint) {
  writeFileSync(stamp, fingerprint)
}
