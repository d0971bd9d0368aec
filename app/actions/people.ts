'use server'

import { z } from 'zod'
import { Role } from '@/lib/account'
import { invite, makePasswordLink, revokeInvitation } from '@/lib/db/access-links/write'
import { changeRole, deactivate, reactivate } from '@/lib/db/people/write'
import { endSessions } from '@/lib/db/sessions/write'
import { rowId } from '@/lib/entry/account'
import { version } from '@/lib/entry/fields'
import { action } from '@/server/request/action'
import { tokenOf } from '@/server/request/link-token'
import { originOf } from '@/server/request/origin'

const role = z.enum(Role)
const seen = { id: rowId, version }

export const invitePerson = action(
  'person.invite',
  Role.ADMIN,
  z.strictObject({ role }),
  async ({ role }, { db, author }) => {
    const token = tokenOf(author.submission)
    const { changes } = await invite(db, author, { role, token })
    return { result: { role, link: `${await originOf()}/join/${token}` }, changes }
  },
)

export const revokeInvitationOf = action(
  'invitation.revoke',
  Role.ADMIN,
  z.strictObject({
    id: z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
  ({ id }, { db, author }) => revokeInvitation(db, author, id),
)

export const changeRoleOf = action(
  'person.changeRole',
  Role.ADMIN,
  z.strictObject({ ...seen, role }),
  (input, { db, author }) => changeRole(db, author, input),
)

export const deactivatePerson = action('person.deactivate', Role.ADMIN, z.strictObject(seen), (input, { db, author }) =>
  deactivate(db, author, input),
)

export const reactivatePerson = action('person.reactivate', Role.ADMIN, z.strictObject(seen), (input, { db, author }) =>
  reactivate(db, author, input),
)

export const endSessionsOfPerson = action(
  'person.endSessions',
  Role.ADMIN,
  z.strictObject({ id: rowId }),
  ({ id }, { db, author }) => endSessions(db, author, { userId: id }),
)

export const makePasswordLinkOf = action(
  'person.makePasswordLink',
  Role.ADMIN,
  z.strictObject({ id: rowId }),
  async ({ id }, { db, author }) => {
    const token = tokenOf(author.submission)
    const { changes } = await makePasswordLink(db, author, { id, token })
    return { result: `${await originOf()}/password/${token}`, changes }
  },
)
