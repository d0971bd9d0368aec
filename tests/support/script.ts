import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { root } from '@/scripts/settings.mjs'

/** What a script of the ledger prints, and how it ends, with these settings on top of those of the tests. */
export async function runScript(
  script: string,
  args: readonly string[],
  settings: Record<string, string>,
): Promise<{ code: number; said: string }> {
  const env = { ...process.env, ...settings }
  return promisify(execFile)(process.execPath, [`scripts/${script}.mjs`, ...args], { cwd: root, env }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  )
}
