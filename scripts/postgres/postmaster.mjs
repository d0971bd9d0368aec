import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { run } from '../command.mjs'
import { readText } from '../directory.mjs'
import { Failure } from '../failure.mjs'
import { pickFreePort } from '../port.mjs'
import { commandAs } from './account.mjs'
import { plainEnv } from './cluster.mjs'

/** @typedef {{ bin: string, dataDir: string, cluster: string, account: import('./account.mjs').Account }} Installation */

/**
 * The server that postmaster.pid names, with its port once it has one; null when none runs. A file left by a server that is
 * gone is not believed, even if another program has its process id now.
 * @param {string} cluster
 * @returns {{ pid: number, port: number | null } | null}
 */
export function findPostmaster(cluster) {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid, , , port, , , , status] = readText(file).split('\n')
  if (!isAlive(Number(pid)) || !servesCluster(Number(pid), cluster)) return null
  return { pid: Number(pid), port: status?.trim() === 'ready' ? Number(port) : null }
}

/**
 * Starts the server and waits until it accepts connections.
 * @param {Installation} installation
 */
export async function startPostmaster(installation) {
  const { dataDir, cluster, account } = installation
  const log = path.join(dataDir, 'postgres.log')
  dropStalePidFile(cluster)
  if (existsSync(log)) renameSync(log, path.join(dataDir, 'postgres.previous.log'))
  writeFileSync(log, '', { mode: 0o600 })
  if (account.uid !== undefined) chownSync(log, account.uid, account.gid ?? 0)
  const args = ['start', '--silent', '--wait', '--timeout=60', `--log=${log}`, `--options=-p ${await pickFreePort()}`]
  try {
    await control(installation, args, 'PostgreSQL did not start.')
  } catch (error) {
    const output = readFileSync(log, 'utf8').split('\n').slice(-15).join('\n')
    throw Object.assign(new Failure(`PostgreSQL did not start; its log is ${log}.`), { output, cause: error })
  }
}

/**
 * Stops the server: politely at first, then at once, which loses nothing that was committed.
 * @param {Installation} installation
 */
export async function stopPostmaster(installation) {
  if (!findPostmaster(installation.cluster)) return
  const args = ['stop', '--silent', '--wait']
  const sentence = 'PostgreSQL did not stop.'
  await control(installation, [...args, '--mode=fast', '--timeout=4'], sentence).catch((error) => {
    if (findPostmaster(installation.cluster)) {
      return control(installation, [...args, '--mode=immediate', '--timeout=2'], sentence)
    }
    if (!(error instanceof Failure)) throw error
  })
}

/**
 * @param {Installation} installation
 * @param {string[]} args
 * @param {string} sentence
 */
function control({ bin, cluster, account }, args, sentence) {
  const [command, all, ids] = commandAs(account, path.join(bin, 'pg_ctl'), [...args, `--pgdata=${cluster}`])
  return run(command, all, { ...ids, cwd: bin, env: plainEnv(), sentence, letFinish: true })
}

/**
 * Removes a pid file whose process id another program has now, and one that a full disk left empty: PostgreSQL replaces only
 * those whose process is gone. One that is just being written is not empty for long.
 */
function dropStalePidFile(/** @type {string} */ cluster) {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readText(file).split('\n')[0])
  const isLeftEmpty = !(pid > 0) && Date.now() - statSync(file).mtimeMs > 10_000
  if (isLeftEmpty || (isAlive(pid) && !servesCluster(pid, cluster))) rmSync(file)
}

function isAlive(/** @type {number} */ pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** Whether a process is the server of a cluster, which it has as its working directory and on its command line. */
function servesCluster(/** @type {number} */ pid, /** @type {string} */ cluster) {
  if (process.platform === 'win32') return true
  try {
    if (process.platform === 'linux') {
      return (
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster) || readlinkSync(`/proc/${pid}/cwd`) === cluster
      )
    }
    const shown = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return shown.stdout.includes(cluster)
  } catch {
    return false
  }
}
