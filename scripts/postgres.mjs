import { realpathSync } from 'node:fs'
import path from 'node:path'
import { makeDirectory } from './directory.mjs'
import { Failure } from './failure.mjs'
import { findAccount } from './postgres/account.mjs'
import { findBinaries } from './postgres/binaries.mjs'
import { createCluster, hasCluster } from './postgres/cluster.mjs'
import { connect, createDatabase, describeOwner, own } from './postgres/owner.mjs'
import { keepPassword, readPassword } from './postgres/password.mjs'
import { findPostmaster, startPostmaster, stopPostmaster } from './postgres/postmaster.mjs'
import { beforeLeaving } from './shutdown.mjs'

const startDeadline = 90_000

/**
 * A PostgreSQL of this ledger's own, with its data below `dataDir`: created when there is none, adopted when a killed
 * run left it running. It has one owner at a time; the next caller is refused with a Failure.
 * It is stopped before this script ends.
 * `onLost` is called when the server goes away by itself. `durable: false` is for data that may be lost.
 *
 * @param {{ dataDir: string, address: string, onLost: () => void, durable?: boolean }} options
 * @returns {Promise<{ connectionString: string, maintenanceUrl: string, stop: () => Promise<void> }>}
 */
export async function openPostgres({ dataDir, address, onLost, durable = true }) {
  const installation = prepare(dataDir)
  const { cluster } = installation
  const password = keepPassword(installation.dataDir, hasCluster(cluster))
  if (!hasCluster(cluster)) await createCluster({ ...installation, password, durable })
  const owner = await startAndOwn(installation, password, address)
  await createDatabase(owner.client, 'accord')
  let stopping = false
  owner.client.on('end', () => stopping || onLost())
  return {
    connectionString: urlOf(password, owner.port, 'accord'),
    maintenanceUrl: urlOf(password, owner.port, 'postgres'),
    async stop() {
      stopping = true
      await stopPostmaster(installation)
      owner.forget()
    },
  }
}

/**
 * The sentence that refuses a second start on `dataDir`, or null when no ledger runs there.
 * @param {string} dataDir
 */
export async function findRunningLedger(dataDir) {
  const running = await findRunning(dataDir)
  return running && refusal(dataDir, running.address)
}

/**
 * The connection string of the ledger that runs on `dataDir`, or null when none does.
 * @param {string} dataDir
 */
export async function findRunningDatabase(dataDir) {
  const running = await findRunning(dataDir)
  return running && urlOf(running.password, running.port, 'accord')
}

async function findRunning(/** @type {string} */ dataDir) {
  try {
    const place = realpathSync(dataDir)
    const port = findPostmaster(path.join(place, 'postgres'))?.port
    if (!port) return null
    const password = readPassword(place)
    const client = await connect(urlOf(password, port, 'postgres'))
    const address = await describeOwner(client)
    await client.end()
    return address === null ? null : { address, password, port }
  } catch {
    return null
  }
}

/** @param {string} dataDir @returns {import('./postgres/postmaster.mjs').Installation} */
function prepare(dataDir) {
  try {
    makeDirectory(dataDir)
    const place = realpathSync(dataDir)
    const cluster = path.join(place, 'postgres')
    const bin = findBinaries()
    return { bin, dataDir: place, cluster, account: findAccount({ bin, dataDir: place, cluster }) }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(
      `ACCORD_DATA_DIR is ${JSON.stringify(dataDir)}, but must be a directory that can be made and written to (${/** @type {Error} */ (error).message}).`,
    )
  }
}

/**
 * @param {import('./postgres/postmaster.mjs').Installation} installation
 * @param {string} password
 * @param {string} address
 */
async function startAndOwn(installation, password, address) {
  const deadline = Date.now() + startDeadline
  // Registered before it runs, so that nothing is left behind if this script is told to end meanwhile.
  const stop = () => stopPostmaster(installation)
  let forget = () => {}
  for (;;) {
    const postmaster = findPostmaster(installation.cluster)
    try {
      if (!postmaster) {
        forget = beforeLeaving(stop)
        await startPostmaster(installation)
      } else if (postmaster.port) {
        const client = await connect(urlOf(password, postmaster.port, 'postgres'))
        const holder = await own(client, address)
        if (holder === null) {
          forget()
          return { client, port: postmaster.port, forget: beforeLeaving(stop) }
        }
        await client.end()
        throw Object.assign(new Failure(refusal(installation.dataDir, holder)), { final: true })
      }
    } catch (error) {
      const { final, code } = /** @type {{ final?: boolean, code?: string }} */ (error)
      // A server that was started for this is still to be stopped when the script ends.
      if (code === '28P01')
        throw new Failure(
          `The password in ${installation.dataDir}/postgres-password does not open the database beside it; put back what it held.`,
        )
      forget()
      // Another start may have been faster, or the server was just stopping: look again, unless nothing has changed.
      const nothingRuns = !postmaster && !findPostmaster(installation.cluster)
      if (final || nothingRuns || Date.now() > deadline) throw error
    }
    if (Date.now() > deadline) throw new Failure(`PostgreSQL (process ${postmaster?.pid}) does not answer.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function refusal(/** @type {string} */ dataDir, /** @type {string} */ address) {
  return `A ledger is already running on the data directory ${dataDir}${address && `, at ${address}`}; stop it first, or set ACCORD_DATA_DIR and PORT to start another.`
}

function urlOf(/** @type {string} */ password, /** @type {number} */ port, /** @type {string} */ database) {
  // On loopback, whatever PGSSLMODE says of servers elsewhere.
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${database}?sslmode=disable`
}
