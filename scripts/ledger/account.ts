import { personIdFrom, tokenFrom } from '@/lib/access-link'
import type { PersonRow } from '@/lib/account'
import { makePasswordLink, makeSetupLink } from '@/lib/db/access-links/write'
import { connect } from '@/lib/db/client'
import { createOwner } from '@/lib/db/people/join'
import { findPerson, hasPeople, listPeople } from '@/lib/db/people/read'
import { makeAdmin } from '@/lib/db/people/write'
import { AppError } from '@/lib/error'
import { sentenceOf } from '@/lib/sentence'

/**
 * What the operator does about accounts, on the ledger that DATABASE_URL names: scripts/account.mjs and the start run
 * it. Prints what was asked for; refuses in a sentence, with exit code 1.
 */
const OPERATOR = { actor: 'operator', submission: null }
const SETUP = { actor: 'setup', submission: null }

const db = connect(process.env.DATABASE_URL ?? '', 2)
const newToken = () => tokenFrom(crypto.getRandomValues(new Uint8Array(32)))

async function personWith(email: string): Promise<PersonRow> {
  const person = await findPerson(db, { email: email.toLowerCase() })
  if (!person) throw new AppError('NOT_FOUND', 'noPerson')
  return person
}

/** Another node that started at the same time may have been faster, which is fine. */
function unlessSetUp(error: unknown): null {
  if (error instanceof AppError && error.key === 'setupDone') return null
  throw error
}

const commands: Record<string, (argument: string) => Promise<string | null>> = {
  async list() {
    const people = await listPeople(db)
    const lines = people.map(({ email, role, name, deactivatedAt, lastSeenAt }) => {
      const state = deactivatedAt ? `deactivated ${deactivatedAt.slice(0, 10)}` : 'active'
      return [email, role, state, lastSeenAt ? `seen ${lastSeenAt.slice(0, 10)}` : 'never seen', name].join('\t')
    })
    return lines.join('\n') || 'Nobody has an account yet; npm start prints a link to make the first one.'
  },

  async 'password-link'(email) {
    const token = newToken()
    await makePasswordLink(db, OPERATOR, { id: (await personWith(email)).id, token })
    return `/password/${token}`
  },

  async 'make-admin'(email) {
    const { id, name } = await personWith(email)
    await makeAdmin(db, OPERATOR, id)
    return `${name} is an active administrator.`
  },

  /** Nothing if the ledger has been set up. */
  async 'setup-link'() {
    if (await hasPeople(db)) return null
    const token = newToken()
    await makeSetupLink(db, token)
    return `/setup/${token}`
  },

  /** The password comes as its hash, in a variable, since everyone on the machine can see arguments. */
  async 'create-owner'(email) {
    const passwordHash = process.env.ACCORD_OWNER_HASH ?? ''
    const name = email.slice(0, email.indexOf('@'))
    const id = await personIdFrom(newToken())
    await createOwner(db, SETUP, { id, name, email, passwordHash }, null).catch(unlessSetUp)
    return null
  },
}

try {
  const [name = '', argument = ''] = process.argv.slice(2)
  const printed = await commands[name]?.(argument)
  if (printed) console.log(printed)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  console.error(sentenceOf(error, 'en'))
  process.exitCode = 1
} finally {
  await db.$disconnect()
}
