import { prepareSession } from '../../lib/db/session.mjs'
import { refusalOf } from './refusals.mjs'

/**
 * A connection to the database that is a session of the ledger. Throws a Failure, with what to do, where there can be none.
 * @param {string} connectionString
 * @param {string} name what the database shows of this connection
 */
export async function connect(connectionString, name) {
  const client = await newClient(connectionString, name)
  try {
    return await open(client)
  } catch (error) {
    throw refusalOf(error, client)
  }
}

/** @param {string} connectionString @param {string} name */
export async function newClient(connectionString, name) {
  // Imported here, since this module is also loaded before packages are installed.
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 15_000,
    application_name: name,
    keepAlive: true,
  })
  // The end of a connection is noticed by 'end' or by the next query; without a listener, 'error' would end the process.
  client.on('error', () => {})
  return client
}

/** Rejects with what pg says. @param {import('pg').Client} client */
export async function open(client) {
  try {
    await client.connect()
    await prepareSession(client)
    return client
  } catch (error) {
    client.end().catch(() => {})
    // Where TLS failed, pg would wait for an end that never comes.
    const { connection } = /** @type {{ connection: { stream: import('node:net').Socket } }} */ (
      /** @type {unknown} */ (client)
    )
    connection.stream.destroy()
    throw error
  }
}

/**
 * Does something over one connection, and closes it.
 * @template T
 * @param {string} connectionString
 * @param {string} name
 * @param {(client: import('pg').Client) => Promise<T>} work
 */
export async function connected(connectionString, name, work) {
  const client = await connect(connectionString, name)
  return work(client).finally(() => client.end())
}
