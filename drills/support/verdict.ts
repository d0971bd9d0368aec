import { runNode } from '@/scripts/command.mjs'
import { only } from './ledgers'

/** What `npm run verify` says of the ledger in a database. Throws a Failure with it when the record is not whole. */
export async function verify(connectionString: string): Promise<string> {
  const env = only({ DATABASE_URL: connectionString })
  return (await runNode(['scripts/verify.mjs'], { env, sentence: 'The record is not whole.' })).trim()
}
