import { runNode } from '../scripts/command.mjs'

/**
 * What `npm run verify` says of the ledger in a database. Throws a Failure with it when the record is not whole.
 * @param {string} connectionString
 */
export async function verify(connectionString) {
  // Prisma reads relations side by side on one connection, of which pg warns.
  const args = ['--disable-warning=DeprecationWarning', '--import', 'tsx', 'scripts/ledger/verify.ts']
  const env = { ...process.env, DATABASE_URL: connectionString }
  return (await runNode(args, { env, sentence: 'The record is not whole.' })).trim()
}
