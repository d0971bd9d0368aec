import { forbidden, notFound, unauthorized } from 'next/navigation'
import { today } from '@/app/ledger'
import { currentPerson } from '@/app/session'
import { may, type Person, Role } from '@/lib/account'
import type { CommitmentDetail } from '@/lib/commitment'
import { ledger } from '@/lib/db/client'
import { findCommitment } from '@/lib/db/commitments'

/** Whoever asks for a page that only administrators see; others are answered 401 or 403. */
export async function requireAdmin(): Promise<Person> {
  const person = await currentPerson()
  if (!person) unauthorized()
  if (!may(person, Role.ADMIN)) forbidden()
  return person
}

/** The commitment of an address as it stands, for an administrator; 404 where there is none, or it was withdrawn. */
export async function commitmentForAdmin(params: Promise<{ ref: string }>): Promise<CommitmentDetail> {
  const { ref } = await params
  const commitment = await findCommitment(ledger(), ref, today(), today())
  if (!commitment) notFound()
  await requireAdmin()
  return commitment
}
