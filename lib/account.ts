import { sha256 } from '@/lib/digest'
import { LinkPurpose, Role } from '@/prisma/generated/enums'

export { LinkPurpose, Role }

/** From the least to the most a person may do. */
export const ROLES = Object.values(Role)

export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128
export const LONGEST_NAME = 80

/** How long a link lasts, in hours. */
export const LINK_HOURS: Record<LinkPurpose, number> = { SETUP: 1, INVITATION: 7 * 24, PASSWORD: 24 }

/** Somebody who is signed in, with what they may do at this moment. */
export type Person = { id: string; name: string; role: Role }

/** Somebody who can be named responsible for something, or is. */
export type Colleague = { id: string; name: string; isActive: boolean }

/** A person as administrators see them. */
export type PersonRow = Person & {
  email: string
  version: number
  createdAt: string
  deactivatedAt: string | null
  lastSeenAt: string | null
  /** How many sessions are open. */
  sessions: number
}

/** An invitation that nobody has taken up yet. */
export type InvitationRow = { id: number; role: Role; createdBy: string; createdAt: string; expiresAt: string }

/** Where a person is signed in. */
export type SessionRow = { id: string; address: string | null; agent: string | null; startedAt: string; seenAt: string }

/** A single-use link: the role it gives or the person it is for, and whether it can still be used. */
export type LinkRow = { role: Role | null; userId: string | null; name: string | null; isOpen: boolean }

/** Whether a person may do what needs a role. A null person is not signed in; a null role means that anybody may. */
export const may = (person: Person | null, needs: Role | null): boolean =>
  needs === null || (person !== null && ROLES.indexOf(person.role) >= ROLES.indexOf(needs))

const PERSON = 'user:'
export const ANONYMOUS = 'anonymous'

/** How the record names an actor: by a permanent id, never by an e-mail address. */
export const actorOf = (person: Pick<Person, 'id'> | null): string => (person ? `${PERSON}${person.id}` : ANONYMOUS)

/** What the record says of a person's address, so that another one shows, and none is kept there for good. */
export const hashOfEmail = ({ id, email }: { id: string; email: string }): Promise<string> => sha256(`${id} ${email}`)

/** The id of the person behind an actor of the record; null where it is not a person, such as `rule v1`. */
export const personIn = (actor: string): string | null => (actor.startsWith(PERSON) ? actor.slice(PERSON.length) : null)

/** Where to go after signing in: `next` if it is a path of this ledger, else `fallback`. */
export function pathWithin(next: string | undefined, fallback: string): string {
  // Browsers drop tabs and line ends and read a backslash as a slash, so none of these may occur.
  if (!next || !/^\/(zh|en)(?=[/?#]|$)[\x21-\x5b\x5d-\x7e]*$/.test(next)) return fallback
  const { origin, pathname, search, hash } = new URL(next, 'http://ledger.invalid')
  return origin === 'http://ledger.invalid' && /^\/(zh|en)(\/|$)/.test(pathname) && !pathname.startsWith('//')
    ? `${pathname}${search}${hash}`
    : fallback
}
