import { createHmac, randomBytes } from 'node:crypto'
import { tokenFrom } from '@/lib/access-link'

/**
 * A token for a link. The same form sent again gets the same one, which nobody can tell from the form's key alone: so
 * the answer to it need not be kept.
 */
export function tokenOf(submission: string | null): string {
  const secret = process.env.ACCORD_SECRET
  if (submission === null || !secret) return tokenFrom(randomBytes(32))
  return tokenFrom(createHmac('sha256', secret).update(`link ${submission}`).digest())
}
