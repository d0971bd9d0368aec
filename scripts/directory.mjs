import { existsSync, mkdirSync } from 'node:fs'
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
