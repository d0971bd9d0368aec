import pg from 'pg'
import { newClient, open } from '../database/connect.mjs'

/** An arbitrary number: advisory locks are per database, and this one is taken in `postgres`, where nothing else runs. */
const ownerLock = 20231115

/** Rejects with what pg says. @param {string} connectionString */
export const connect = async (connectionString) => open(await newClient(connectionString, 'accord-owner'))

/**
 * Makes this session the owner of the ledger for as long as it lasts, which is how others see that its script is alive.
 * Waits a few seconds for a killed owner's session to be noticed as ended.
 * @param {pg.Client} client
 * @param {string} address shown to others, who are refused
 * @returns {Promise<string | null>} null, or the address of the ledger that owns it already
 */
export async function own(client, address) {
  await client.query(`select set_config('application_name', $1, false)`, [address])
  for (let attempt = 1; ; attempt++) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as owned', [ownerLock])
    if (rows[0].owned) return null
    const address = await describeOwner(client)
    if (attempt >= 20 && address !== null) return address
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/**
 * The address of the ledger that owns the server, or null when there is none.
 * @param {pg.Client} client
 * @returns {Promise<string | null>}
 */
export async function describeOwner(client) {
  const { rows } = await client.query(
    `select application_name as address from pg_stat_activity join pg_locks using (pid)
      where locktype = 'advisory' and classid = 0 and objid = $1 and granted`,
    [ownerLock],
  )
  return rows[0]?.address ?? null
}

/** @param {pg.Client} client @param {string} name */
export async function createDatabase(client, name) {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
  if (!rowCount) await client.query(`create database ${pg.escapeIdentifier(name)}`)
}
