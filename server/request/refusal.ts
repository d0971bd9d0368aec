import { AppError, type ErrorCode } from '@/lib/error'
import { sentenceOf } from '@/lib/sentence'

/** Answers that need no database, in the one error shape; a proxy may give them too. */
const STATUS: Record<ErrorCode, number> = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LIMITED: 429,
  UNAVAILABLE: 503,
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store', ...headers } })

/** A refusal; `code` and `status` differ from the error's own only for what the domain has no word for. */
export const refused = (
  error: AppError,
  { code = error.code, status = STATUS[error.code], headers = {} }: Partial<Answer> = {},
): Response => json({ error: { code, message: sentenceOf(error, 'en'), field: error.field } }, status, headers)

type Answer = { code: string; status: number; headers: Record<string, string> }

/** The answer of an address that does not exist, or cannot even be read as one. */
export const nothingHere = () => refused(new AppError('NOT_FOUND', 'noSuchAddress'))

/** The answer of a ledger whose database is down. */
export const unavailable = () =>
  refused(new AppError('UNAVAILABLE', 'unavailable'), { headers: { 'Retry-After': '5' } })

/** The answer to a bug. */
export const broken = () => refused(new AppError('INVALID', 'internal'), { code: 'INTERNAL', status: 500 })

const refuseMethod = () =>
  refused(new AppError('INVALID', 'methodNotAllowed'), {
    code: 'METHOD_NOT_ALLOWED',
    status: 405,
    headers: { Allow: 'GET, HEAD, OPTIONS' },
  })

/** The handlers of the other methods, for an address that can only be read. */
export const readOnly = { POST: refuseMethod, PUT: refuseMethod, PATCH: refuseMethod, DELETE: refuseMethod }
