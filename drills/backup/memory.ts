import path from 'node:path'
import { complete } from './commands'
import { grow } from './grow'
import type { BackupStage } from './stage'

/** By how much more memory, in MB, a ledger ten times as large may need at most. */
const MORE = 64

/** A backup and a restore need as much memory for a large ledger as for a small one. */
export async function holdMemory({ newLedger, newDatabase, scratch, sizes, wrong }: BackupStage) {
  const peaks: Record<string, number[]> = { backup: [], restore: [] }
  for (const size of sizes) {
    const [url, other] = [await newLedger(), await newDatabase()]
    await grow(url, size)
    const file = path.join(scratch, `of-${size}.gz`)
    const taken = await complete('backup', [file], { DATABASE_URL: url })
    const restored = await complete('restore', [file], { DATABASE_URL: other })
    const again = await complete('backup', [path.join(scratch, `again-${size}.gz`)], { DATABASE_URL: other })
    peaks.backup?.push(taken.megabytes)
    peaks.restore?.push(restored.megabytes)
    if (again.content !== taken.content) wrong.push(`of ${size} changes, another content was restored`)
    console.log(
      `${size} follow-ups more: ${told('backup', taken)}, ${told('restore with verify', restored)}; ${wrong.length} wrong`,
    )
  }
  for (const [what, all] of Object.entries(peaks)) {
    const more = Math.max(...all) - Math.min(...all)
    if (more > MORE) wrong.push(`a ${what} takes ${Math.round(more)} MB more for a larger ledger`)
  }
}

const told = (what: string, { megabytes, seconds }: { megabytes: number; seconds: number }) =>
  `${what} ${Math.round(megabytes)} MB in ${seconds.toFixed(1)} s`
