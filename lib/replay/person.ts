import { personIn } from '@/lib/account'
import { type Change, recordedFields } from '@/lib/change/change'
import { type Fields, instantOf, type Row, writeOf } from '@/lib/replay/row'

export const nameOfPerson = (id: string) => `person user:${id}`
export const nameOfSignIn = (id: string) => `the sign-in of person user:${id}`

/** How everybody signs in who joined by the ledger: by a password, which is not in the record. */
const BY_PASSWORD: Fields = {
  providerId: 'credential',
  ...{ accessToken: null, refreshToken: null, idToken: null, scope: null },
  ...{ accessTokenExpiresAt: null, refreshTokenExpiresAt: null },
}

/** The people who should be on file, and how they sign in, according to the changes of accounts, first to last. */
export function replayPeople(changes: readonly Change[]): Row[] {
  const people = new Map<string, Row>()
  const writes = new Map<string, Set<string>>()
  for (const change of changes) {
    const { action, subject } = change.entry
    const id = personIn(subject)
    if (id === null) continue
    const data = recordedFields(change.entry.data)
    if (action === 'person.created') people.set(id, newcomer(id, data, change))
    const fields = people.get(id)?.fields
    const altered = fields && alteredBy(change, data)
    if (!altered) continue
    Object.assign(fields, altered)
    writes.set(id, (writes.get(id) ?? new Set()).add(writeOf(change)))
  }
  for (const [id, { fields }] of people) fields.version = 1 + (writes.get(id)?.size ?? 0)
  const signIns = [...people.keys()].map((id) => ({
    name: nameOfSignIn(id),
    fields: { ...BY_PASSWORD, userId: id, accountId: id },
  }))
  return [...people.values(), ...signIns]
}

function newcomer(id: string, { name, role, emailHash }: Fields, change: Change): Row {
  const fields: Fields = {
    ...{ id, name, role, emailVerified: false, image: null, deactivatedAt: null },
    createdAt: instantOf(change, 'node'),
  }
  // Versions up to 0.1.0 recorded nothing of addresses.
  if (emailHash !== undefined) fields.email = emailHash
  return { name: nameOfPerson(id), fields }
}

/** The columns that a change of a person altered; null for a change of something else. */
function alteredBy(change: Change, { name, role }: Fields): Fields | null {
  switch (change.entry.action) {
    case 'person.renamed':
      return { name }
    case 'person.roleChanged':
      return { role }
    case 'person.deactivated':
      return { deactivatedAt: instantOf(change, 'node') }
    case 'person.reactivated':
      return { deactivatedAt: null }
    default:
      return null
  }
}
