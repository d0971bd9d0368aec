import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pickFreePort } from '@/scripts/port.mjs'
import { until } from './waiting'

/** Where Debian puts it. */
const PROGRAM = '/usr/sbin/pgbouncer'

type Options = { mode: 'session' | 'transaction' | 'statement'; size?: number; more?: string }

/** PgBouncer in front of the server that an address leads to, until it is stopped. Throws where it is not installed. */
export async function openPgBouncer(upstream: string, { mode, size = 20, more = '' }: Options) {
  if (!existsSync(PROGRAM))
    throw new Error(
      `There is no ${PROGRAM}, and the full tests ask what the ledger does behind it: apt-get install pgbouncer`,
    )
  const { hostname, port, username, password } = new URL(upstream)
  const folder = mkdtempSync(path.join(tmpdir(), 'accord-pgbouncer-'))
  const own = await pickFreePort()
  const [ini, users] = ['pgbouncer.ini', 'users.txt'].map((name) => path.join(folder, name)) as [string, string]
  writeFileSync(users, `"${username}" "${decodeURIComponent(password)}"\n`)
  writeFileSync(
    ini,
    `[databases]
* = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = ${size}
query_wait_timeout = 10
${more}
`,
  )
  chmodSync(folder, 0o711)
  // It does not run as root.
  const account = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  for (const file of [ini, users]) if (account.uid !== undefined) chownSync(file, account.uid, account.gid)
  const child = spawn(PROGRAM, [ini], { ...account, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true })
  }
  await until(() => {
    if (child.exitCode !== null) throw new Error(said)
    return answers(own)
  }).catch(async (error) => {
    await stop()
    throw error
  })
  return {
    /** The address of a database through it. */
    urlOf: (database: string) => `postgresql://${username}:${password}@127.0.0.1:${own}/${database}`,
    stop,
  }
}

const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))

const answers = (port: number) =>
  new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve()).once('error', reject)
    socket.once('connect', () => socket.destroy())
  })
