import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openBackup } from '@/scripts/backup/restore.mjs'
import { Failure } from '@/scripts/failure.mjs'
import { inBackupFolder, RELEASED, rewrite, withHeader, writtenLedger } from '@/tests/support/backups'

const { folder, back, contentOf, npmRun } = inBackupFolder()
const { written, kept } = writtenLedger(back)

describe('refused before anything is touched', () => {
  const inFolder = (name: string) => path.join(folder, name)
  const refusalOf = (file: string) =>
    openBackup(file).then(
      () => null,
      (error) => (error instanceof Failure ? error.message : error),
    )

  const REFUSED = /^\S+ (is damaged: it was cut short or altered|is not a backup of a ledger)/
  const unpacked = (file: string) => gunzipSync(readFileSync(file))

  /** A copy of a file with one byte altered. */
  function altered(file: string, at: number, by: number): string {
    const copy = readFileSync(file)
    copy[at] = (copy[at] ?? 0) ^ by
    writeFileSync(inFolder('altered'), copy)
    return inFolder('altered')
  }

  test.each(['new', 'of 0.1.0'])('is a file that was cut short anywhere (%s)', async (which) => {
    const bytes = readFileSync(which === 'new' ? kept.file : RELEASED)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), async (length) => {
        writeFileSync(inFolder('cut'), bytes.subarray(0, length))
        expect(await refusalOf(inFolder('cut'))).toMatch(REFUSED)
      }),
      // Within gzip's header, its checksum, its length, and what format 1 has after them.
      {
        numRuns: 50,
        examples: [0, 1, 9, 10, 11, -1, -4, -5, -8, -9, -101, -102].map((at) => [at < 0 ? bytes.length + at : at]),
      },
    )
  })

  test.each([
    ['the first byte', 0],
    ['the method of compression', 2],
    ['the header', 20],
    ['a row', 0.3],
    ['another row', 0.6],
    ['the last line', -20],
    ['the checksum', -8],
    ['the end of the checksum', -5],
    ['the length', -4],
    ['the last byte', -1],
  ])('is a file with another byte in %s', async (_, at) => {
    const { length } = readFileSync(kept.file)
    const place = at < 0 ? length + at : at > 0 && at < 1 ? Math.floor(length * at) : at
    for (const by of [1, 16, 128, 255])
      expect(await refusalOf(altered(kept.file, place, by)), String(by)).toMatch(REFUSED)
  })

  test('is a file with any one byte altered, unless it still says the same', async () => {
    // gzip ignores a few bits, such as those that fill up its last byte, and that of the system it was written on.
    const [whole, { length }] = [unpacked(kept.file), readFileSync(kept.file)]
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(fc.noBias(fc.nat({ max: length - 1 })), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const file = altered(kept.file, at, by)
        const refusal = await refusalOf(file)
        if (refusal === null) {
          accepted += 1
          expect(unpacked(file).equals(whole)).toBe(true)
        } else expect(refusal).toMatch(REFUSED)
      }),
      {
        numRuns: 100,
        examples: [3, 4, 8, 9, length - 9].flatMap((at): [number, number][] => [
          [at, 1],
          [at, 128],
        ]),
      },
    )
    expect(accepted).toBeLessThan(20)
  })

  test('is two of them in one file, and what is more than zeros after one', async () => {
    const bytes = readFileSync(kept.file)
    const more = inFolder('more')
    for (const after of [bytes, Buffer.from('more'), Buffer.from([0x1f, 0x8b, 8])]) {
      writeFileSync(more, Buffer.concat([bytes, after]))
      expect(await refusalOf(more)).toMatch(REFUSED)
    }
  })

  test('is one that is no backup, of a newer format or schema, or whose counts do not add up', async () => {
    writeFileSync(inFolder('text'), 'Dear all,\n')
    expect(await refusalOf(inFolder('text'))).toMatch(/text is not a backup of a ledger\. Nothing was changed\.$/)
    expect(await refusalOf(inFolder('nothing'))).toMatch(/nothing cannot be read \(ENOENT/)
    expect(await refusalOf(folder)).toMatch(/ is not a file\.$/)
    const other = rewrite(kept.file, inFolder('other'), () => ['{"hello":1}'])
    expect(await refusalOf(other)).toMatch(/is not a backup of a ledger/)
    const format = withHeader(kept.file, inFolder('format'), (header) => ({ ...header, format: 3 }))
    expect(await refusalOf(format)).toMatch(
      /was written by a newer version of the ledger \(format 3.+update the ledger\.$/,
    )
    const earlier = withHeader(kept.file, inFolder('earlier'), (header) => ({ ...header, format: 1 }))
    expect(await refusalOf(earlier)).toMatch(/is damaged/)

    const migrations = (change: (list: object[]) => object[]) => (header: Record<string, unknown>) => ({
      ...header,
      migrations: change(header.migrations as object[]),
    })
    const later = { name: '29990101000000_later', checksum: 'a'.repeat(64) }
    const schema = withHeader(
      kept.file,
      inFolder('schema'),
      migrations((list) => [...list, later]),
    )
    expect(await refusalOf(schema)).toMatch(/newer version .+ migration 29990101000000_later, which is unknown here/)
    const others = migrations((list) => list.map((one, index) => (index ? one : { ...one, checksum: 'b'.repeat(64) })))
    expect(await refusalOf(withHeader(kept.file, inFolder('others'), others))).toMatch(
      /with another migration \d+_ledger than/,
    )

    for (const change of [
      (lines: string[]) => lines.slice(0, -1),
      (lines: string[]) => lines.slice(0, 1),
      (lines: string[]) => lines.toSpliced(5, 1),
      (lines: string[]) => [...lines, JSON.stringify({ sha256: 'a'.repeat(64) })],
      (lines: string[]) => [...lines, '[]'],
    ])
      expect(await refusalOf(rewrite(kept.file, inFolder('sum'), change))).toMatch(/is damaged/)
    expect(await refusalOf(rewrite(kept.file, inFolder('same'), (lines) => lines))).toBeNull()
  })

  test('is any of them at npm run restore, which says so in one sentence', async () => {
    writeFileSync(inFolder('half'), readFileSync(kept.file).subarray(0, 5_000))
    const before = await contentOf(written)
    const { code, said } = await npmRun('restore', ['half', '--replace'], { DATABASE_URL: written.url })
    expect(code).toBe(1)
    expect(said).toContain('/half is damaged: it was cut short or altered after it was written. Nothing was changed.\n')
    expect(said).not.toContain('    at ')
    expect(await contentOf(written)).toBe(before)
    expect(existsSync(inFolder('data'))).toBe(false)
  })

  test.each([
    ['restore', []],
    ['restore', ['--replace']],
    ['restore', ['a', 'b']],
    ['backup', ['a', 'b']],
    ['backup', ['--all']],
  ] as const)('is npm run %s %j, with what it takes', async (script, args) => {
    const { code, said } = await npmRun(script, [...args], { DATABASE_URL: written.url })
    expect(code).toBe(1)
    expect(said).toMatch(/^npm run (backup|restore) /)
  })
})
