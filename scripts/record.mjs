import { program, runNode } from './command.mjs'
import { Failure } from './failure.mjs'

/** How scripts/ledger/verify.ts ends where the database could not be asked to the end. */
const UNKNOWN = 2

/**
 * Checks the record of a ledger, and a head noted earlier; resolves to the verdict. Throws a Failure with this sentence where it is not
 * whole, and with another one where that is not known.
 * @param {string} connectionString
 * @param {{ head?: string, sentence: string }} options
 */
export async function verifyRecord(connectionString, { head, sentence }) {
  // pg warns that Prisma reads relations concurrently over one connection.
  const args = ['--disable-warning=DeprecationWarning', program('verify'), ...(head ? [head] : [])]
  const env = { ...process.env, DATABASE_URL: connectionString }
  const verdict = await runNode(args, { env, sentence }).catch((error) => {
    if (error.exitCode !== UNKNOWN) throw error
    const unknown = new Failure(
      'Whether the record is whole is not known: verify it when the database can be asked again.',
    )
    throw Object.assign(unknown, { output: error.output })
  })
  return verdict.trim()
}
