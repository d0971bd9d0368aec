import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Makes a directory and those above it. Node's own recursive mkdir never returns where the system answers ENOENT, as in /proc. */
export function makeDirectory(/** @type {string} */ directory) {
  if (existsSync(directory)) return
  makeDirectory(path.dirname(directory))
  try {
    mkdirSync(directory)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
}

/** The text of a file. Errors name the file, also that of reading a directory, of which Node does not say which. */
export function readText(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw Object.assign(/** @type {Error} */ (error), { path: file })
  }
}
