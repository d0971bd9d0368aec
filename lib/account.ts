import { LinkPurpose, Role } from '@/prisma/generated/enums'

export { LinkPurpose, Role }

/** From the least to the most a person may do. */
export const ROLES = Object.values(Role)

/** Somebody who is signed in, with what they may do at this moment. */
export type Person = { id: string; name: string; role: Role }

/** Whether somebody may do what needs a role; null stands for a reader who is not signed in, and for what needs none. */
export const may = (person: Person | null, needs: Role | null): boolean =>
  needs === null || (person !== null && ROLES.indexOf(person.role) >= ROLES.indexOf(needs))

const PERSON = 'user:'
export const ANONYMOUS = 'anonymous'

/** How the record names whoever acts: by an id that stays, never by an address. */
export const actorOf = (person: Person | null): string => (person ? `${PERSON}${person.id}` : ANONYMOUS)

/** The id of the person that an actor of the record is; null where it is none, such as `rule v1`. */
export const personIn = (actor: string): string | null => (actor.startsWith(PERSON) ? actor.slice(PERSON.length) : null)
