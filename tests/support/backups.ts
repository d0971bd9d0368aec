import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll } from 'vitest'
import { openBackup, restoreBackup } from '@/scripts/backup/restore.mjs'
import { takeBackup } from '@/scripts/backup/take.mjs'
import { createOwner } from '@/scripts/people.mjs'
import { root } from '@/scripts/settings.mjs'
import { ownDatabase } from './database'
import { recorded } from './writes'

/** A backup that the released version wrote. */
export const RELEASED = path.join(root, 'tests/support/ledger-of-0.1.0.backup.gz')

export const OWNER = { email: 'owner@example.org', password: 'a long pass phrase' }

/** What `verify` says of a record that is whole, beside its head. */
export const WHOLE = { broken: null, isForgotten: false, differences: [], isMore: false, switchedOff: [] }

/** Writes a backup again with other lines, whole, as another version of the ledger might have written it. */
export function rewrite(file: string, to: string, change: (lines: string[]) => string[]): string {
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
  writeFileSync(to, gzipSync(`${change(lines).join('\n')}\n`))
  return to
}

/** The same with another header. */
export const withHeader = (file: string, to: string, change: (header: Record<string, unknown>) => object): string =>
  rewrite(file, to, ([header = '', ...lines]) => [JSON.stringify(change(JSON.parse(header))), ...lines])

type Source = { url: string }

/** Backups and restores in a folder that is removed after the tests of a file. */
export function inBackupFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'accord-backup-'))
  // PostgreSQL may run as another account than root, and has to pass.
  chmodSync(folder, 0o711)
  afterAll(() => rmSync(folder, { recursive: true }))

  const back = (connectionString: string, name: string | null = null, directory = 'prisma/migrations') =>
    takeBackup({ connectionString, directory, place: { directory: path.join(folder, 'kept'), name }, log: () => {} })

  return {
    folder,
    back,
    /** The hash of what a backup of this database would hold. */
    contentOf: async ({ url }: Source) => (await back(url)).end.content,
    /** Restores a file; resolves to what was said. */
    async restore(
      connectionString: string,
      file: string,
      { replaces = false, directory = 'prisma/migrations' } = {},
    ): Promise<string[]> {
      const said: string[] = []
      const backup = await openBackup(file, directory)
      const place = { directory: path.join(folder, 'replaced'), name: null }
      const log = (line: string) => said.push(line)
      await restoreBackup({ connectionString, backup, replaces: replaces ? place : null, log })
      return said
    },
    /** What `npm run backup` or `npm run restore` prints, and how it ends. */
    async npmRun(script: 'backup' | 'restore', args: string[], env: Record<string, string>) {
      const run = promisify(execFile)(process.execPath, [`scripts/${script}.mjs`, ...args], {
        cwd: root,
        env: { ...process.env, ACCORD_DATA_DIR: path.join(folder, 'data'), INIT_CWD: folder, ...env },
      })
      return run.then(
        ({ stdout }) => ({ code: 0, said: stdout }),
        ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
      )
    },
  }
}

type Kept = Awaited<ReturnType<typeof takeBackup>>

/** A ledger that people wrote in (corrections, withdrawals, plans, accounts, sessions; in Shanghai), and a backup of it. */
export function writtenLedger(back: (url: string) => Promise<Kept>) {
  const written = ownDatabase({ seeded: true, timeZone: 'Asia/Shanghai' })
  const kept = {} as Kept
  beforeAll(async () => {
    await createOwner(written.url, OWNER)
    await recorded(written.db)
    await written.sql(`
      INSERT INTO "RateLimit" VALUES ('a', 1, now());
      INSERT INTO "Verification" (id, identifier, value, "expiresAt") VALUES ('a', 'b', 'c', now());
      INSERT INTO "Submission" (key, actor, action, result) VALUES ('odd', 'x', 'y', '{"n": 9007199254740993, "t": "NULL\\\\n\\u2028"}')`)
    Object.assign(kept, await back(written.url))
  })
  return { written, kept }
}

/** Waits for something to be so, and fails once it can no longer become so. */
export async function until(isSo: () => Promise<boolean>, isOver: () => boolean = () => false): Promise<void> {
  while (!(await isSo())) {
    if (isOver()) throw new Error('over before it was so')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
