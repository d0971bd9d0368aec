import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { beforeLeaving } from '@/scripts/shutdown.mjs'
import type { Fault } from './scene'

/** Writes until the disk that PostgreSQL is on is full; what was acknowledged is there when there is space again. */
export const fullDisk: Fault = async ({ postgres, ask, expect, url }) => {
  const ballast = path.join(postgres.cluster, '..', 'ballast')
  const acknowledged: string[] = []
  const write = async () => {
    const written = await ask.write()
    if (written.done) acknowledged.push(written.says)
    return written
  }
  await write()
  fill(ballast)
  let refused = 0
  for (let n = 0; n < 300 && refused < 3; n += 1) {
    const { done, code } = await write()
    if (done) continue
    refused += 1
    expect(code === 'UNAVAILABLE', `a write that found no space was answered ${code}`)
  }
  expect(refused > 0, 'the disk was never full')
  const isThere = postgres.postmaster() !== 0
  const page = await ask.page()
  console.log(
    `  ${acknowledged.length} acknowledged, then refused; PostgreSQL ${isThere ? 'goes on, and pages answer' : 'ended, and pages answer'} ${page.status}`,
  )
  expect(page.status === (isThere ? 200 : 503), `a page answers ${page.status}`)
  rmSync(ballast)
  if (!isThere) await postgres.start()
  await ask.expectWell(expect)
  const rows = await postgres.sql(
    `SELECT "rationaleEn" AS says FROM "Assessment" WHERE "rationaleEn" LIKE 'Drill %'`,
    url,
  )
  const kept = new Set(rows.map(({ says }) => says))
  const lost = acknowledged.filter((says) => !kept.has(says))
  expect(lost.length === 0, `lost: ${lost.join(', ')}`)
}

/** Mounts a file system here that is small enough to be filled; false where this account may not. */
export function mountSmall(directory: string): boolean {
  if (process.getuid?.() !== 0) return false
  mkdirSync(directory)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=0711', 'tmpfs', directory])
  beforeLeaving(() => execFileSync('umount', ['--lazy', directory]))
  return true
}

/** Leaves no space on the disk that a file is on. */
function fill(file: string): void {
  const block = Buffer.alloc(64 * 1024)
  const ballast = openSync(file, 'w')
  try {
    for (let size = block.length; size >= 512; )
      try {
        writeSync(ballast, block, 0, size)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        size = Math.floor(size / 2)
      }
  } finally {
    closeSync(ballast)
  }
}
