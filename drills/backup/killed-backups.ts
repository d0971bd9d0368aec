import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { checkBackup } from '@/scripts/backup/read.mjs'
import { begin, complete } from './commands'
import { grow } from './grow'
import { killWithin } from './killing'
import type { BackupStage } from './stage'

/** By how much the ledger grows, so that there is something to be cut off. */
const SIZE = 5_000

/** A backup that is killed leaves its file whole, or none under its name. */
export async function killBackups({ newLedger, scratch, random, rounds, wrong }: BackupStage) {
  const settings = { DATABASE_URL: await newLedger() }
  await grow(settings.DATABASE_URL, SIZE)
  const directory = path.join(scratch, 'killed')
  const whole = await complete('backup', [path.join(scratch, 'whole.gz')], settings)
  for (let round = 1; round <= rounds; round += 1) {
    const file = path.join(directory, `${round}.gz`)
    const after = await killWithin(begin('backup', [file], settings), random() * whole.seconds)
    const isThere = existsSync(file)
    const parts = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.part')) : []
    if (isThere && (await checkBackup(file)).end.content !== whole.content)
      wrong.push(`round ${round}: a killed backup left another content`)
    console.log(
      `backup killed after ${after}: ${isThere ? 'the whole file is there' : 'no file'}, ${parts.length} drafts left; ${wrong.length} wrong`,
    )
    for (const part of parts) rmSync(path.join(directory, part))
  }
}
