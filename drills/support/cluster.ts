import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { run } from '@/scripts/command.mjs'
import { Failure } from '@/scripts/failure.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { commandAs, findAccount } from '@/scripts/postgres/account.mjs'
import { plainEnv } from '@/scripts/postgres/cluster.mjs'
import { findPostmaster } from '@/scripts/postgres/postmaster.mjs'
import { beforeLeaving } from '@/scripts/shutdown.mjs'
import { connected } from './database'

/** Where Debian puts the programs of PostgreSQL 15. */
export const DEBIAN_15 = '/usr/lib/postgresql/15/bin'

export type Cluster = Awaited<ReturnType<typeof openCluster>>

/**
 * A PostgreSQL such as an operator would run: of any version, on a port that it keeps, independent of the ledger that
 * uses it, so that it can be taken away. It keeps what it acknowledged (fsync on), and is stopped before this process ends.
 * Makes `directory`, which must be empty if it is there. Throws a Failure where `bin` has no PostgreSQL.
 */
export async function openCluster(options: { bin: string; directory: string; settings?: string[] }) {
  const { bin, directory, settings = [] } = options
  if (!existsSync(path.join(bin, 'initdb')))
    throw new Failure(`There is no PostgreSQL in ${bin}; install postgresql-15, or name another with --bin.`)
  const cluster = path.join(directory, 'cluster')
  mkdirSync(directory, { recursive: true, mode: 0o711 })
  mkdirSync(cluster, { mode: 0o700 })
  const account = findAccount({ bin, dataDir: directory, cluster })
  const log = path.join(directory, 'log')
  writeFileSync(log, '')
  for (const place of [cluster, log]) if (account.uid !== undefined) chownSync(place, account.uid, account.gid ?? 0)
  const port = await pickFreePort()

  const call = (program: string, args: string[]) => {
    const [command, all, ids] = commandAs(account, path.join(bin, program), args)
    return run(command, all, { ...ids, cwd: '/', env: plainEnv(), sentence: `${program} failed.`, letFinish: true })
  }
  await call('initdb', [
    `--pgdata=${cluster}`,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ])
  const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, ...settings]
  const start = () =>
    call('pg_ctl', [
      'start',
      '--silent',
      '--wait',
      '--timeout=60',
      `--pgdata=${cluster}`,
      `--log=${log}`,
      `--options=${all.map((setting) => `-c ${setting}`).join(' ')}`,
    ])
  const stop = async (mode: 'fast' | 'immediate' = 'fast') => {
    if (findPostmaster(cluster))
      await call('pg_ctl', ['stop', '--silent', '--wait', `--mode=${mode}`, `--pgdata=${cluster}`])
  }
  beforeLeaving(() => stop('immediate'))
  await start()

  const maintenanceUrl = `postgresql://postgres@127.0.0.1:${port}/postgres`
  let databases = 0
  /** Rows of plain SQL by a superuser, over a connection of its own. */
  const sql = async (text: string, url = maintenanceUrl) =>
    connected(url, async (client) => (await client.query(text)).rows as Record<string, unknown>[])
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/accord`,
    cluster,
    start,
    stop,
    postmaster: () => findPostmaster(cluster)?.pid ?? 0,
    sql,
    /** Another database, empty or a copy of one; resolves to its address. */
    async newDatabase(template = 'template1') {
      databases += 1
      await sql(`CREATE DATABASE ledger_${databases} TEMPLATE ${template}`)
      return Object.assign(new URL(maintenanceUrl), { pathname: `/ledger_${databases}` }).href
    },
  }
}
