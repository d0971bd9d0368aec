import { program, runNode } from './command.mjs'
import { Failure } from './failure.mjs'

/** How scripts/ledger/verify.ts ends where the database could not be asked to the end, and where all but a protection is as it should be. */
const UNKNOWN = 2
const SWITCHED_OFF = 3

/**
 * Checks the record of a ledger, and a head noted earlier; resolves to the verdict, and whether all that protects it is on. Throws a Failure with this sentence where it is not
 * whole, and with another one where that is not known.
 * @param {string} connectionString
 * @param {{ head?: string, sentence: string }} options
 * @returns {Promise<{ verdict: string, isProtected: boolean }>}
 */
export async function verifyRecord(connectionString, { head, sentence }) {
  // pg warns that Prisma reads relations concurrently over one connection.
  const args = ['--disable-warning=DeprecationWarning', program('verify'), ...(head ? [head] : [])]
  const env = { ...process.env, DATABASE_URL: connectionString }
  try {
    return { verdict: (await runNode(args, { env, sentence })).trim(), isProtected: true }
  } catch (error) {
    const { exitCode, output } = /** @type {{ exitCode?: number, output: string }} */ (error)
    if (exitCode === SWITCHED_OFF) return { verdict: output.trim(), isProtected: false }
    if (exitCode !== UNKNOWN) throw error
    const unknown = new Failure(
      'Whether the record is whole is not known: verify it when the database can be asked again.',
    )
    throw Object.assign(unknown, { output })
  }
}
