import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { run } from '../command.mjs'
import { readText } from '../directory.mjs'
import { Failure } from '../failure.mjs'
import { commandAs } from './account.mjs'

const version = '18'

/** Character classes come from the C library even with ICU; under plain C, trigram search finds nothing in Chinese. */
const ctypes = {
  win32: ['en-US'],
  darwin: ['en_US.UTF-8', 'C.UTF-8'],
  default: ['C.UTF-8', 'C.utf8', 'en_US.UTF-8'],
}

/** Written into the new cluster's postgresql.conf. The socket is off because its path may be too long. */
const configuration = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC']

/** Whether there is a cluster. Throws a Failure when something else is there, or one that this version cannot open. */
export function hasCluster(/** @type {string} */ cluster) {
  if (!existsSync(cluster) || readdirSync(cluster).length === 0) return false
  const file = path.join(cluster, 'PG_VERSION')
  const found = existsSync(file) ? readText(file).trim() : null
  if (found === version) return true
  throw new Failure(
    found
      ? `${cluster} was made by PostgreSQL ${found}, but this version brings PostgreSQL ${version}; docs/operations.md says how to take it across by a backup, or set ACCORD_DATA_DIR to another directory.`
      : `${cluster} holds something other than a database; set ACCORD_DATA_DIR to another directory.`,
  )
}

/**
 * Makes a cluster beside its place and moves it there, so that a killed run leaves all of it or nothing.
 * @param {{ bin: string, dataDir: string, cluster: string, account: import('./account.mjs').Account, password: string, durable: boolean }} options
 */
export async function createCluster({ bin, dataDir, cluster, account, password, durable }) {
  const workshop = mkdtempSync(path.join(dataDir, 'new-postgres-'))
  const passwordFile = path.join(workshop, 'password')
  const made = path.join(workshop, 'cluster')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account.uid !== undefined)
    for (const place of [workshop, passwordFile]) chownSync(place, account.uid, account.gid ?? 0)
  try {
    await initialise((ctype) => [
      `--pgdata=${made}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      `--lc-ctype=${ctype}`,
      '--locale-provider=icu',
      '--icu-locale=und',
      ...configuration.flatMap((setting) => ['--set', setting]),
      ...(durable ? [] : ['--no-sync', '--set', 'fsync=off']),
    ])
    moveIntoPlace(made, cluster)
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }

  /** @param {(ctype: string) => string[]} argsFor */
  async function initialise(argsFor) {
    const candidates = ctypes[/** @type {'win32'} */ (process.platform)] ?? ctypes.default
    for (const [index, ctype] of candidates.entries()) {
      const [command, args, ids] = commandAs(account, path.join(bin, 'initdb'), argsFor(ctype))
      try {
        return await run(command, args, {
          ...ids,
          cwd: workshop,
          env: plainEnv(),
          sentence: 'The database could not be created.',
        })
      } catch (error) {
        const isUnknownLocale = /invalid locale|locale name/i.test(
          /** @type {{ output?: string }} */ (error).output ?? '',
        )
        if (!isUnknownLocale || index === candidates.length - 1) throw error
      }
    }
  }
}

/**
 * The environment without the user's locale, which may name one that this machine does not have.
 * @returns {NodeJS.ProcessEnv}
 */
export function plainEnv() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(LC_|LANG|PG)/.test(name)))
}

function moveIntoPlace(/** @type {string} */ made, /** @type {string} */ cluster) {
  try {
    renameSync(made, cluster)
  } catch (error) {
    // Another start may have been faster; its cluster is as good as this one.
    if (!hasCluster(cluster)) throw error
  }
}
