import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { chmod, open, rename } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { makeDirectory } from '../directory.mjs'
import { Failure } from '../failure.mjs'
import { root } from '../settings.mjs'
import { beforeLeaving } from '../shutdown.mjs'
import { FORMAT, MARK, tally } from './format.mjs'
import { readRows } from './tables.mjs'

/** @typedef {{ directory: string, name: string | null }} Place where `name` is null, it is made of the time and the content */

/**
 * Where a backup goes: to the named file, into the named directory, or into `backups` in the data directory. Throws a
 * Failure when the file is there already.
 * @param {string | undefined} named relative to where the operator is
 * @param {string} dataDir
 * @returns {Place}
 */
export function placeOf(named, dataDir) {
  if (named === undefined) return { directory: path.join(dataDir, 'backups'), name: null }
  const place = fromOperator(named)
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) return { directory: place, name: null }
  if (existsSync(place)) throw new Failure(`${place} is there already; a backup never overwrites a file.`)
  return { directory: path.dirname(place), name: path.basename(place) }
}

/** The path of a file that an operator named: npm runs scripts in the package's directory, and says where it was called. @param {string} file */
export const fromOperator = (file) => path.resolve(process.env.INIT_CWD || process.cwd(), file)

/**
 * Writes what `client` sees in its transaction to a file that only its owner may read. The file gets its name only once
 * all of it is on the disk.
 * @param {import('pg').Client} client in a transaction that sees one state throughout
 * @param {import('./tables.mjs').Table[]} tables
 * @param {Place} place
 * @returns {Promise<{ file: string, end: import('./format.mjs').End }>}
 */
export async function writeBackup(client, tables, { directory, name }) {
  const header = await headerOf(client)
  const draft = path.join(directory, `.backup-${randomUUID()}.part`)
  const discard = () => rmSync(draft, { force: true })
  const forget = beforeLeaving(discard)
  const told = /** @type {{ end?: import('./format.mjs').End }} */ ({})
  try {
    if (!existsSync(directory)) {
      makeDirectory(directory)
      await chmod(directory, 0o700)
    }
    const handle = await open(draft, 'wx', 0o600)
    try {
      await pipeline(linesOf(client, header, tables, told), createGzip(), async (chunks) => {
        for await (const chunk of chunks) await handle.writeFile(chunk)
      })
      await handle.sync()
    } finally {
      await handle.close()
    }
    const end = /** @type {import('./format.mjs').End} */ (told.end)
    const file = path.join(directory, name ?? nameOf(header, end))
    await rename(draft, file)
    await syncDirectory(directory)
    return { file, end }
  } catch (error) {
    const { syscall, code = '', message } = /** @type {NodeJS.ErrnoException} */ (error)
    const isOfFile = syscall && !/^(EPIPE|ECONN\w+)$/.test(code)
    throw isOfFile ? new Failure(`The backup cannot be written to ${directory} (${message}).`) : error
  } finally {
    discard()
    forget()
  }
}

/**
 * Like accord-2026-11-24T1936Z-1f0c5a2b9d3e.backup.gz: the same content has the same last part.
 * @param {import('./format.mjs').Header} header
 * @param {import('./format.mjs').End} end
 */
function nameOf({ at }, { content }) {
  return `accord-${at.slice(0, 16).replace(':', '')}Z-${content.slice(0, 12)}.backup.gz`
}

/** @param {import('pg').Client} client @returns {Promise<import('./format.mjs').Header>} */
async function headerOf(client) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const { rows } = await client.query(
    `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
       current_setting('server_version') as postgres,
       (select json_agg(json_build_object('name', migration_name, 'checksum', checksum) order by migration_name collate "C")
         from _prisma_migrations where rolled_back_at is null) as migrations`,
  )
  return { backup: MARK, format: FORMAT, version, ...rows[0] }
}

/**
 * The lines of a backup, many at a time; its end is put into `told`.
 * @param {import('pg').Client} client
 * @param {import('./format.mjs').Header} header
 * @param {import('./tables.mjs').Table[]} tables
 * @param {{ end?: import('./format.mjs').End }} told
 */
async function* linesOf(client, header, tables, told) {
  yield `${JSON.stringify(header)}\n`
  const sums = tally()
  for (const table of tables) {
    const section = JSON.stringify({ table: table.name, columns: table.columns })
    sums.begin(table.name, section)
    yield `${section}\n`
    for await (const rows of readRows(client, table)) {
      const lines = rows.map((row) => JSON.stringify(row))
      sums.add(lines)
      yield `${lines.join('\n')}\n`
    }
  }
  const { rows } = await client.query('select "sequence", "hash" from "Change" order by "sequence" desc limit 1')
  told.end = { ...sums.end(), head: rows[0] ?? { sequence: 0, hash: '0'.repeat(64) } }
  yield `${JSON.stringify(told.end)}\n`
}

/**
 * What a backup of these tables would have as its sums.
 * @param {import('pg').Client} client
 * @param {import('./tables.mjs').Table[]} tables
 */
export async function sumsOf(client, tables) {
  const sums = tally()
  for (const table of tables) {
    sums.begin(table.name, JSON.stringify({ table: table.name, columns: table.columns }))
    for await (const rows of readRows(client, table)) sums.add(rows.map((row) => JSON.stringify(row)))
  }
  return sums.end()
}

/** Makes the name of a file durable, which its directory holds. Windows opens no directories. @param {string} directory */
async function syncDirectory(directory) {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}
