export type ErrorCode =
  | 'INVALID'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'UNAVAILABLE'
  /** Nobody is signed in. */
  | 'UNAUTHENTICATED'
  /** The person who is signed in may not do this. */
  | 'FORBIDDEN'
  /** Too often in too short a time. */
  | 'LIMITED'

export type MessageValues = Record<string, string | number>

/**
 * A refusal that a user can act on. `key` names a sentence under `errors` in messages/, `values` fill it,
 * and `field` says where: a parameter, or a path in a file. Anything else that is thrown is a bug.
 */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly key: string,
    readonly field: string | null = null,
    readonly values: MessageValues = {},
    /** The current row, where an edit was made from an older version. */
    readonly current: unknown = null,
  ) {
    super(`${key}${field ? ` at ${field}` : ''} ${JSON.stringify(values)}`)
    this.name = 'AppError'
  }
}
