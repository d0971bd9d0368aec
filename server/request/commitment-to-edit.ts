import { forbidden, notFound, unauthorized } from 'next/navigation'
import { may, type Role } from '@/lib/account'
import { REF } from '@/lib/commitment'
import { ledger } from '@/lib/db/client'
import { findCommitment } from '@/lib/db/commitments/read'
import { readView } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'

/** A commitment as of today, for a form that only some may see: 404 where there is none, else 401 or 403. */
export async function commitmentToEdit(ref: string, needs: Role = 'EDITOR') {
  const [person, { agreements, today }] = await Promise.all([currentPerson(), readView(new URLSearchParams())])
  const commitment = REF.test(ref) ? await findCommitment(ledger(), ref, today) : null
  const agreement = agreements.find((one) => one.slug === commitment?.agreement)
  if (!commitment || !agreement) notFound()
  if (!person) unauthorized()
  if (!may(person, needs)) forbidden()
  return { commitment, agreement, today }
}
