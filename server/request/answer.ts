import { isUnreachable } from '@/lib/db/client'
import { AppError } from '@/lib/error'
import type { Parameter } from '@/lib/filter'
import { readView, type View } from '@/server/request/ledger'
import { log } from '@/server/request/log'
import { broken, json, refused, unavailable } from '@/server/request/refusal'
import { logUnavailable } from '@/server/request/unavailable'

/**
 * A GET handler that answers 200 with what `read` resolves to, as JSON unless it is a Response already, and in the one
 * error shape when it throws.
 */
export function answering<Context>(read: (request: Request, context: Context) => Promise<unknown>) {
  return async (request: Request, context: Context): Promise<Response> => {
    try {
      const answer = await read(request, context)
      return answer instanceof Response ? answer : json(answer)
    } catch (error) {
      if (error instanceof AppError) return refused(error)
      if (isUnreachable(error)) {
        logUnavailable(error)
        return unavailable()
      }
      log('error', 'broken', { error })
      return broken()
    }
  }
}

/** What the request's URL asks for. Refuses, with INVALID, the first parameter that was not understood. */
export async function askedFor(request: Request, accepts?: readonly Parameter[]): Promise<View> {
  const view = await readView(new URL(request.url).searchParams, accepts)
  const [problem] = view.problems
  if (problem) {
    const { field, reason, value, allowed } = problem
    throw new AppError('INVALID', reason, field, { value, allowed })
  }
  return view
}
