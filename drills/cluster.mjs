import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { run } from '../scripts/command.mjs'
import { pickFreePort } from '../scripts/port.mjs'
import { commandAs, findAccount } from '../scripts/postgres/account.mjs'
import { plainEnv } from '../scripts/postgres/cluster.mjs'
import { findPostmaster } from '../scripts/postgres/postmaster.mjs'
import { beforeLeaving } from '../scripts/shutdown.mjs'

/**
 * A PostgreSQL such as an operator would run: of any version, on a port that it keeps, apart from the ledger that uses
 * it, which may find it gone. It keeps what it acknowledged (fsync on), and is stopped before this script ends.
 * @param {{ bin: string, directory: string, settings?: string[] }} options `directory` must be there and empty
 */
export async function openCluster({ bin, directory, settings = [] }) {
  const cluster = path.join(directory, 'cluster')
  mkdirSync(cluster, { mode: 0o700 })
  const account = findAccount({ bin, dataDir: directory, cluster })
  const log = path.join(directory, 'log')
  writeFileSync(log, '')
  for (const place of [cluster, log]) if (account.uid !== undefined) chownSync(place, account.uid, account.gid ?? 0)
  const port = await pickFreePort()

  /** @param {string} program @param {string[]} args */
  const call = (program, args) => {
    const [command, all, ids] = commandAs(account, path.join(bin, program), args)
    return run(command, all, { ...ids, cwd: '/', env: plainEnv(), sentence: `${program} failed.`, letFinish: true })
  }
  await call('initdb', [
    ...[`--pgdata=${cluster}`, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'],
  ])
  const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, ...settings]
  const start = () =>
    call('pg_ctl', [
      ...['start', '--silent', '--wait', '--timeout=60', `--pgdata=${cluster}`, `--log=${log}`],
      ...[`--options=${all.map((setting) => `-c ${setting}`).join(' ')}`],
    ])
  /** @param {'fast' | 'immediate'} mode */
  const stop = async (mode = 'fast') => {
    if (findPostmaster(cluster))
      await call('pg_ctl', ['stop', '--silent', '--wait', `--mode=${mode}`, `--pgdata=${cluster}`])
  }
  beforeLeaving(() => stop('immediate'))
  await start()

  const maintenanceUrl = `postgresql://postgres@127.0.0.1:${port}/postgres`
  let databases = 0
  /** Rows of plain SQL by a superuser, from a connection of its own. @param {string} text @param {string} [url] */
  async function sql(text, url = maintenanceUrl) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    return (await client.query(text).finally(() => client.end())).rows
  }
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/accord`,
    maintenanceUrl,
    cluster,
    start,
    stop,
    postmaster: () => findPostmaster(cluster)?.pid ?? 0,
    log: () => readFileSync(log, 'utf8'),
    sql,
    /** Another database, empty or a copy of one; resolves to its address. @param {string} [template] */
    async newDatabase(template = 'template1') {
      databases += 1
      await sql(`CREATE DATABASE ledger_${databases} TEMPLATE ${template}`)
      return Object.assign(new URL(maintenanceUrl), { pathname: `/ledger_${databases}` }).href
    },
  }
}
