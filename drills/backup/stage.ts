import type { Cluster } from '../support/cluster'

/** What each part of the drill of backups has to work with. */
export type BackupStage = {
  postgres: Cluster
  scratch: string
  /** Another database, empty; resolves to its address. */
  newDatabase: () => Promise<string>
  /** Another database with the first agreement. */
  newLedger: () => Promise<string>
  rounds: number
  seed: number
  random: () => number
  /** By how many follow-ups a ledger is to grow. */
  sizes: number[]
  /** The programs of another PostgreSQL. */
  bin: string
  /** What did not hold. */
  wrong: string[]
}
