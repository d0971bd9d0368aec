import { accessSync, constants, statSync } from 'node:fs'
import { Failure } from '../failure.mjs'
import { FORMAT, MARK, tally } from './format.mjs'
import { isOfReading, linesOf } from './lines.mjs'
import { PAGE } from './tables.mjs'

/** Up to how many characters of rows are held at a time, and one row more. */
const LONGEST_PAGE = 2 ** 22

/**
 * @typedef {import('./format.mjs').Header} Header
 * @typedef {import('./format.mjs').Section} Section
 * @typedef {import('./format.mjs').Row} Row
 * @typedef {import('./format.mjs').End} End
 */

/**
 * Reads a backup from its first byte to its last. Throws a Failure unless it says what was written, in a format that this
 * version reads: gzip's checksum is of everything in it, and its last line has those of each table.
 * @param {string} file
 * @returns {Promise<{ header: Header, end: End }>}
 */
export async function checkBackup(file) {
  refuseUnreadable(file)
  const check = checkOf(file)
  try {
    for await (const lines of linesOf(file)) for (const text of lines) check.take(text)
  } catch (error) {
    if (!isOfReading(error)) throw error
    const isGzip = !/incorrect header check/.test(/** @type {Error} */ (error).message)
    throw isGzip || check.hasBegun() ? damaged(file) : notABackup(file)
  }
  return check.end()
}

/** Takes the lines of a backup, one after the other, and says at the end what they were. @param {string} file */
function checkOf(file) {
  const sums = tally()
  let columns = 0
  let header = /** @type {Header | null} */ (null)
  let end = /** @type {End | null} */ (null)
  let isSealed = false
  return {
    hasBegun: () => header !== null,
    take(/** @type {string} */ text) {
      // What a newer version wrote after its header is not for this one to understand.
      if (header && header.format > FORMAT) return
      const value = JSON.parse(text)
      if (!header) {
        if (!isHeader(value)) throw notABackup(file)
        header = value
      } else if (end) {
        if (header.format !== 1 || isSealed || typeof value?.sha256 !== 'string') throw damaged(file)
        isSealed = true
      } else if (isRow(value, columns)) sums.add([text])
      else if (isSection(value)) {
        columns = value.columns.length
        sums.begin(value.table, text)
      } else end = value
    },
    end() {
      if (!header) throw notABackup(file)
      if (header.format > FORMAT) {
        throw new Failure(
          `${file} was written by a newer version of the ledger (format ${header.format}, and this one reads up to ${FORMAT}); update the ledger.`,
        )
      }
      const expected = { ...sums.end(), head: end?.head }
      const isWhole = JSON.stringify(expected) === JSON.stringify(end) && isSealed === (header.format === 1)
      if (!end || !isWhole) throw damaged(file)
      return { header, end }
    },
  }
}

/**
 * The rows of a backup that was checked, a few at a time, with the columns that they are of.
 * @param {string} file
 * @returns {AsyncGenerator<Section & { rows: Row[] }>}
 */
export async function* readBackup(file) {
  let section = /** @type {Section | null} */ (null)
  let rows = /** @type {Row[]} */ ([])
  let length = 0
  for await (const lines of linesOf(file)) {
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
function refuseUnreadable(file) {
  let isFile = false
  try {
    accessSync(file, constants.R_OK)
    isFile = statSync(file).isFile()
  } catch (error) {
    throw new Failure(`${file} cannot be read (${/** @type {Error} */ (error).message}).`)
  }
  if (!isFile) throw new Failure(`${file} is not a file.`)
}

const damaged = (/** @type {string} */ file) =>
  new Failure(`${file} is damaged: it was cut short or altered after it was written. Nothing was changed.`)

const notABackup = (/** @type {string} */ file) =>
  new Failure(`${file} is not a backup of a ledger. Nothing was changed.`)

/** @param {unknown} value @returns {value is Header} */
function isHeader(value) {
  const { backup, format, migrations } = /** @type {Partial<Header>} */ (value ?? {})
  return backup === MARK && Number.isInteger(format) && Array.isArray(migrations)
}

/** @param {unknown} value @param {number} columns */
const isRow = (value, columns) =>
  Array.isArray(value) &&
  value.length === columns &&
  value.every((field) => field === null || typeof field === 'string')

/** @param {unknown} value @returns {value is Section} */
function isSection(value) {
  const { table, columns } = /** @type {Partial<Section>} */ (value ?? {})
  return typeof table === 'string' && Array.isArray(columns)
}
