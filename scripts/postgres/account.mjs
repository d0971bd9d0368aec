import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'
import { Failure } from '../failure.mjs'

/**
 * The account that PostgreSQL runs as: empty for the current one; another for root, which PostgreSQL refuses.
 * `wrapper` is a command line that runs what follows it as that account.
 * @typedef {{ uid?: number, gid?: number, wrapper?: string[] }} Account
 */

/**
 * @param {{ bin: string, dataDir: string, cluster: string }} places
 * @returns {Account}
 */
export function findAccount({ bin, dataDir, cluster }) {
  if (process.getuid?.() !== 0) return {}
  const account = ownerOf(cluster) ?? lookUp('postgres') ?? createPostgresUser()
  if (reaches(account, bin, dataDir)) return account
  for (const capability of ['dac_read_search', 'dac_override']) {
    const wrapped = withCapability(account, capability)
    if (reaches(wrapped, bin, dataDir)) return wrapped
  }
  throw new Failure(
    `PostgreSQL does not run as root, and the account postgres may not enter ${dataDir}; start as an ordinary user, or move the project (and ACCORD_DATA_DIR) to a directory that every user may enter.`,
  )
}

/**
 * The command line that runs a program as the account.
 * @param {Account} account
 * @param {string} program
 * @param {string[]} args
 * @returns {[string, string[], { uid?: number, gid?: number }]}
 */
export function commandAs({ uid, gid, wrapper }, program, args) {
  const [command = program, ...rest] = [...(wrapper ?? []), program, ...args]
  return [command, rest, wrapper ? {} : { uid, gid }]
}

/** @returns {Account | null} */
function ownerOf(/** @type {string} */ cluster) {
  const owner = statSync(cluster, { throwIfNoEntry: false })
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : null
}

/** @returns {Account | null} */
function lookUp(/** @type {string} */ name) {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

/** @returns {Account} */
function createPostgresUser() {
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', [
    '--system',
    '--gid',
    'postgres',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ])
  const account = lookUp('postgres')
  if (account) return account
  throw new Failure(
    'PostgreSQL does not run as root, and the account postgres could not be created; start as an ordinary user, or create that account.',
  )
}

/**
 * The same account, allowed through directories that are closed to it, such as a checkout below a home of mode 700.
 * The ledger itself runs as root then, so this adds no rights that it does not have.
 * @param {Account} account
 * @param {string} capability
 * @returns {Account}
 */
function withCapability({ uid, gid }, capability) {
  const only = `-all,+${capability}`
  return {
    uid,
    gid,
    wrapper: [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      // Without this bit access(2), which PostgreSQL calls first, ignores the capability.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=${only}`,
      `--ambient-caps=${only}`,
      `--bounding-set=${only}`,
    ],
  }
}

function reaches(/** @type {Account} */ account, /** @type {string} */ bin, /** @type {string} */ dataDir) {
  const [command, args, ids] = commandAs(account, path.join(bin, 'postgres'), ['--version'])
  const program = spawnSync(command, args, { ...ids, cwd: '/', encoding: 'utf8' })
  const [test, testArgs] = commandAs(account, 'test', ['-x', dataDir])
  return program.status === 0 && !program.stderr && spawnSync(test, testArgs, { ...ids, cwd: '/' }).status === 0
}
