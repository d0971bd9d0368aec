'use server'

import { z } from 'zod'
import { Role } from '@/lib/account'
import { changePassword } from '@/lib/db/people/password'
import { rename } from '@/lib/db/people/write'
import { endSessions } from '@/lib/db/sessions/write'
import { givenPassword, newPassword, personName, rowId } from '@/lib/entry/account'
import { version } from '@/lib/entry/fields'
import { AppError } from '@/lib/error'
import { action } from '@/server/request/action'
import { hashPassword } from '@/server/request/hashing'
import { checkPassword } from '@/server/request/password'
import { currentSession } from '@/server/request/session'

/** The session of the request; it may have ended since the action checked who is asking. */
async function ownSession() {
  const session = await currentSession()
  if (!session) throw new AppError('UNAUTHENTICATED', 'signedOut')
  return session
}

export const renameMyself = action(
  'self.rename',
  Role.VIEWER,
  z.strictObject({ version, name: personName }),
  async (input, { db, author }) => {
    const { person } = await ownSession()
    return rename(db, author, { id: person.id, ...input })
  },
)

export const changeMyPassword = action(
  'self.changePassword',
  Role.VIEWER,
  z.strictObject({ presentPassword: givenPassword, password: newPassword }),
  async ({ presentPassword, password }, { db, author }) => {
    const session = await ownSession()
    await checkPassword(session, presentPassword)
    const passwordHash = await hashPassword(password)
    return changePassword(db, author, { id: session.person.id, passwordHash, session: session.id })
  },
)

export const endMySession = action(
  'self.endSession',
  Role.VIEWER,
  z.strictObject({ id: rowId }),
  async ({ id }, { db, author }) => {
    const { person } = await ownSession()
    return endSessions(db, author, { userId: person.id, only: id })
  },
)

export const endMyOtherSessions = action(
  'self.endOtherSessions',
  Role.VIEWER,
  z.strictObject({}),
  async (_, { db, author }) => {
    const session = await ownSession()
    return endSessions(db, author, { userId: session.person.id, except: session.id })
  },
)
