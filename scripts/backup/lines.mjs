import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** Longer than any row can be that the ledger takes. */
const LONGEST_LINE = 2 ** 28

/** Whether an error of reading lines or their JSON is about what the bytes say, not about getting at them. @param {unknown} error */
export const isOfReading = (error) =>
  error instanceof SyntaxError ||
  error instanceof RangeError ||
  /^(Z_|ERR_ENCODING_INVALID)/.test(String(/** @type {NodeJS.ErrnoException} */ (error)?.code))

/**
 * The lines of a file of gzip, several at a time. Throws where its checksum is not that of what is in it, or a line is cut off.
 * @param {string} file
 * @returns {AsyncGenerator<string[]>}
 */
export async function* linesOf(file) {
  const bytes = createReadStream(file)
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
