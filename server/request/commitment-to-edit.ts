import { forbidden, notFound, permanentRedirect, unauthorized } from 'next/navigation'
import { may, type Role } from '@/lib/account'
import { REF } from '@/lib/commitment'
import { ledger } from '@/lib/db/client'
import { findCommitment } from '@/lib/db/commitments/read'
import { findMeantRef } from '@/lib/db/commitments/refs'
import { decodedSegment } from '@/lib/typed-address'
import { readView } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'

/**
 * A commitment as of today, for a form that only some may see: 404 where there is none, else 401 or 403. One that was meant by
 * another ref is led to, at `pathOf` its own.
 */
export async function commitmentToEdit(segment: string, pathOf: (ref: string) => string, needs: Role = 'EDITOR') {
  const ref = decodedSegment(segment)
  const [person, { agreements, today }] = await Promise.all([currentPerson(), readView(new URLSearchParams())])
  const commitment = REF.test(ref) ? await findCommitment(ledger(), ref, today) : null
  const meant = commitment ? null : await findMeantRef(ledger(), ref)
  if (meant !== null && meant !== ref) permanentRedirect(pathOf(meant))
  const agreement = agreements.find((one) => one.slug === commitment?.agreement)
  if (!commitment || !agreement) notFound()
  if (!person) unauthorized()
  if (!may(person, needs)) forbidden()
  return { commitment, agreement, today }
}
