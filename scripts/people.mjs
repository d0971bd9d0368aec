import { program, runNode } from './command.mjs'
import { connected } from './database/connect.mjs'

/** Whether anybody has an account. @param {string} connectionString */
export const hasPeople = (connectionString) =>
  connected(connectionString, 'accord-people', async (client) => {
    const { rowCount } = await client.query('select from "User" limit 1')
    return rowCount === 1
  })

/**
 * Runs a command of scripts/ledger/account.ts and returns what it prints. Throws a Failure with its refusal as output.
 * @param {string} connectionString
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] more variables for it
 */
export async function runAccount(connectionString, args, env = {}) {
  const output = await runNode([program('account'), ...args], {
    env: { ...process.env, ...env, DATABASE_URL: connectionString },
    sentence: 'Nothing was changed.',
  })
  return output.trim()
}

/**
 * Makes the owner that the settings name, if nobody has an account yet.
 * @param {string} connectionString
 * @param {import('./settings.mjs').Owner} owner
 */
export async function createOwner(connectionString, { email, password }) {
  const { hashPassword } = await import('better-auth/crypto')
  const env = { ACCORD_OWNER_PASSWORD: '', ACCORD_OWNER_HASH: await hashPassword(password) }
  await runAccount(connectionString, ['create-owner', email], env)
}

/**
 * A new link to set up a ledger without people; earlier ones are revoked. Empty if it has been set up.
 * @param {string} connectionString
 * @param {string} address
 */
export async function makeSetupLink(connectionString, address) {
  const path = await runAccount(connectionString, ['setup-link'])
  return path && `${address}${path}`
}
