import { createHash } from 'node:crypto'
import { accessSync, constants, createReadStream, statSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { Failure } from '../failure.mjs'
import { FORMAT, MARK, SEAL_LENGTH, sealOf, tally } from './format.mjs'
import { PAGE } from './tables.mjs'

/** Longer than any row can be that the ledger takes. */
const LONGEST_LINE = 2 ** 28
/** Up to how many characters of rows are held at a time, and one row more. */
const LONGEST_PAGE = 2 ** 22

/**
 * Reads a backup from its first byte to its last. Throws a Failure unless it is whole, as it was written, and of a
 * format that this version reads.
 * @param {string} file
 * @returns {Promise<{ header: import('./format.mjs').Header, end: import('./format.mjs').End }>}
 */
export async function checkBackup(file) {
  const size = sizeOf(file)
  const header = await readHeader(file)
  if (header.format > FORMAT) {
    throw new Failure(
      `${file} was written by a newer version of the ledger (format ${header.format}, and this one reads up to ${FORMAT}); update the ledger.`,
    )
  }
  if (size <= SEAL_LENGTH || !(await isSealed(file, size))) throw damaged(file)
  const sums = tally()
  let columns = 0
  const found = /** @type {{ end?: import('./format.mjs').End }} */ ({})
  try {
    let line = 0
    for await (const lines of linesOf(file, size)) {
      for (const text of lines) {
        if (line++ === 0) continue
        const value = JSON.parse(text)
        if (found.end) throw damaged(file)
        if (isRow(value, columns)) sums.add([text])
        else if (isSection(value)) {
          columns = value.columns.length
          sums.begin(value.table, text)
        } else found.end = value
      }
    }
  } catch (error) {
    throw isOfReading(error) ? damaged(file) : error
  }
  const { tables, content } = sums.end()
  if (JSON.stringify({ tables, content, head: found.end?.head }) !== JSON.stringify(found.end)) throw damaged(file)
  return { header, end: /** @type {import('./format.mjs').End} */ (found.end) }
}

/**
 * The rows of a backup that was checked, a few at a time, with the columns that they are of.
 * @param {string} file
 * @returns {AsyncGenerator<import('./format.mjs').Section & { rows: import('./format.mjs').Row[] }>}
 */
export async function* readBackup(file) {
  let section = /** @type {import('./format.mjs').Section | null} */ (null)
  let rows = /** @type {import('./format.mjs').Row[]} */ ([])
  let length = 0
  for await (const lines of linesOf(file, sizeOf(file))) {
    for (const text of lines) {
      const value = JSON.parse(text)
      if (Array.isArray(value)) length += text.length
      if (section && rows.length > 0 && (!Array.isArray(value) || rows.length === PAGE || length > LONGEST_PAGE)) {
        yield { ...section, rows }
        rows = []
        length = 0
      }
      if (Array.isArray(value)) rows.push(value)
      else if (isSection(value)) section = value
    }
  }
}

/** @param {string} file */
function sizeOf(file) {
  try {
    accessSync(file, constants.R_OK)
    const found = statSync(file)
    if (found.isFile()) return found.size
  } catch (error) {
    throw new Failure(`${file} cannot be read (${/** @type {Error} */ (error).message}).`)
  }
  throw new Failure(`${file} is not a file.`)
}

const damaged = (/** @type {string} */ file) =>
  new Failure(`${file} is damaged: it was cut short or altered after it was written. Nothing was changed.`)

/** @param {unknown} value @param {number} columns */
const isRow = (value, columns) =>
  Array.isArray(value) &&
  value.length === columns &&
  value.every((field) => field === null || typeof field === 'string')

/** @param {any} value @returns {value is import('./format.mjs').Section} */
const isSection = (value) => typeof value?.table === 'string' && Array.isArray(value.columns)

/** Whether an error is about what the bytes say, and not about getting at them. @param {unknown} error */
const isOfReading = (error) =>
  error instanceof SyntaxError ||
  error instanceof RangeError ||
  /^(Z_|ERR_ENCODING_INVALID)/.test(String(/** @type {NodeJS.ErrnoException} */ (error)?.code))

/** @param {string} file @returns {Promise<import('./format.mjs').Header>} */
async function readHeader(file) {
  try {
    for await (const [first = ''] of linesOf(file, Number.POSITIVE_INFINITY)) {
      const header = JSON.parse(first)
      if (header?.backup === MARK && Number.isInteger(header.format) && Array.isArray(header.migrations)) return header
      break
    }
  } catch (error) {
    if (!isOfReading(error)) throw error
    const isGzip = !/incorrect header check/.test(/** @type {Error} */ (error).message)
    if (isGzip) throw damaged(file)
  }
  throw new Failure(`${file} is not a backup of a ledger. Nothing was changed.`)
}

/** @param {string} file @param {number} size */
async function isSealed(file, size) {
  const hash = createHash('sha256')
  let seal = Buffer.alloc(0)
  for await (const chunk of createReadStream(file)) {
    const held = Buffer.concat([seal, chunk])
    const end = Math.max(0, held.length - SEAL_LENGTH)
    hash.update(held.subarray(0, end))
    seal = held.subarray(end)
    size -= chunk.length
  }
  return size === 0 && seal.equals(sealOf(hash.digest('hex')))
}

/**
 * The lines before the seal of a file of this size, several at a time.
 * @param {string} file
 * @param {number} size
 * @returns {AsyncGenerator<string[]>}
 */
async function* linesOf(file, size) {
  const bytes = createReadStream(file, { end: size - SEAL_LENGTH - 1 })
  const unpacked = createGunzip()
  bytes.on('error', (error) => unpacked.destroy(error)).pipe(unpacked)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LONGEST_LINE) throw new RangeError('a line that is too long')
      if (lines.length > 0) yield lines
    }
    if (rest !== '') throw new SyntaxError('a line without an end')
  } finally {
    bytes.destroy()
    unpacked.destroy()
  }
}
