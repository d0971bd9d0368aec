// Ends with code 0 when the ledger of this environment's HOST and PORT answers, and with 1 otherwise.
import { addressOf, readSettings } from './settings.mjs'

const { host, port } = readSettings({ HOST: process.env.HOST, PORT: process.env.PORT })
const isHealthy = await fetch(`${addressOf({ host, port })}/api/health`, { signal: AbortSignal.timeout(4_000) }).then(
  (answer) => answer.ok,
  () => false,
)
process.exit(isHealthy ? 0 : 1)
