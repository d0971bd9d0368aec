/** Something the operator can act on: the message is one sentence, shown without a stack. */
export class Failure extends Error {}

/**
 * Prints a failure as its sentence, anything else (a bug) with its stack.
 * A failed command carries what it printed in `output`, which comes first.
 * @param {unknown} error
 */
export function report(error) {
  const { output } = /** @type {{ output?: string }} */ (error ?? {})
  if (output?.trim()) console.error(output.trimEnd())
  console.error(error instanceof Failure ? error.message : error)
}
