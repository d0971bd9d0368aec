/** Something the operator can act on: the message is one sentence, shown without a stack. */
export class Failure extends Error {}

/** What file systems refuse with, and what can be done about it. */
const REFUSALS = /** @type {Record<string, string>} */ ({
  EACCES: 'this account has no right to it; give it to the account that runs the ledger',
  EPERM: 'this account has no right to it; give it to the account that runs the ledger',
  EROFS: 'what is there can only be read; use a place that can be written to',
  ENOSPC: 'the disk is full; make room on it',
  EDQUOT: 'this account has used up its share of the disk; make room there',
  EFBIG: 'it would be larger than this account may make a file; raise that limit',
  ENOTDIR: 'a file is where a directory should be; move it away',
  EISDIR: 'a directory is where a file should be; move it away',
  ELOOP: 'its symbolic links lead in a circle; put them right',
  ENAMETOOLONG: 'its name is too long; use a shorter one',
  EIO: 'the disk reports an error; look at its health',
  EMFILE: 'too many files are open; raise that limit',
})

/**
 * Prints a failure as its sentence, also one of the file system, and anything else (a bug) with its stack.
 * A failed command carries what it printed in `output`, which comes first.
 * @param {unknown} error
 */
export function report(error) {
  const { output } = /** @type {{ output?: string }} */ (error ?? {})
  if (output?.trim()) console.error(output.trimEnd())
  console.error(error instanceof Failure ? error.message : (sentenceOf(error) ?? error))
}

/** Of a file system's error, which does not always say where; null of anything else. @param {unknown} error */
function sentenceOf(error) {
  const { code = '', syscall = '', path = 'A file' } = /** @type {NodeJS.ErrnoException} */ (error ?? {})
  if (!REFUSALS[code] || /^(|bind|connect|listen|kill|uv_.*)$/.test(syscall)) return null
  return `${path} cannot be used (${code}, ${syscall}): ${REFUSALS[code]}.`
}
