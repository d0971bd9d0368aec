import { may, type Person, Role } from '@/lib/account'
import { underTodaysNames } from '@/lib/former-names'

/** What somebody did, as the record keeps it. */
export type ChangeEntry = {
  /** Who did it: `user:<id>` (lib/account.ts), or what is not a person, such as `rule v1`. */
  actor: string
  /** What was done, as `noun.verb`: `commitment.created`. */
  action: string
  /** What it was done to: a slug, ref, key, or `user:<id>`. */
  subject: string
  /** The ref of the commitment that it concerns, where there is one. */
  item?: string
  /** The digest of the form that was sent for it (lib/submission.ts), where there was one. */
  form?: string
  /** What it became. */
  data: unknown
  /** What it was, in the same fields. */
  before?: unknown
  reason?: string
}

/** What the ledger adds to an entry as it is recorded; changes of versions up to 0.1.0 have none of it. */
export type Sealed = ChangeEntry & {
  /** When the transaction began (ISO 8601, UTC, ms): the instant that the rows bear which it wrote. */
  recordedAt?: string
  /** 128 random bits in hex, so that nobody can guess the entry from its hash. */
  salt?: string
}

/** An entry in its place in the chain (lib/chain.ts). */
export type Change = { sequence: number; at: string; entry: Sealed; previousHash: string; hash: string }

/** What changes are about, in the order in which a reader is offered them. */
export const CHANGE_KINDS = ['assessments', 'follow-ups', 'commitments', 'plan', 'accounts'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** Every action that the ledger records, by what it is about. */
export const ACTIONS: Record<ChangeKind, readonly string[]> = {
  assessments: ['assessment.recorded', 'assessment.corrected', 'assessment.undone'],
  'follow-ups': ['followUp.recorded', 'followUp.corrected', 'followUp.withdrawn', 'followUp.restored'],
  commitments: ['agreement.created', 'commitment.created', 'commitment.retitled', 'commitment.withdrawn'],
  plan: ['plan.changed', 'plan.reviewed', 'plan.undone'],
  accounts: [
    'setup.linkMade',
    'setup.linkRevoked',
    'access.refused',
    'access.refusedCalls',
    'person.created',
    'person.renamed',
    'person.roleChanged',
    'person.deactivated',
    'person.reactivated',
    'person.invited',
    'person.invitationRevoked',
    'person.passwordLinkMade',
    'person.passwordLinkRevoked',
    'person.passwordChanged',
    'person.passwordReset',
    'person.sessionsEnded',
  ],
}

/** The least role that sees each kind; null is everybody. */
const NEEDS: Record<ChangeKind, Role | null> = {
  assessments: null,
  'follow-ups': null,
  commitments: null,
  plan: Role.VIEWER,
  accounts: Role.ADMIN,
}

export const kindsFor = (person: Person | null): ChangeKind[] => CHANGE_KINDS.filter((kind) => may(person, NEEDS[kind]))

/**
 * The actions of these kinds (of all kinds where none is given) that somebody may see. Null means every action, even
 * unknown ones, which only an administrator sees.
 */
export function actionsFor(person: Person | null, kinds: readonly ChangeKind[] = []): string[] | null {
  const seen = kindsFor(person)
  if (kinds.length === 0 && seen.length === CHANGE_KINDS.length) return null
  return seen.filter((kind) => kinds.length === 0 || kinds.includes(kind)).flatMap((kind) => ACTIONS[kind])
}

/** A value from the record as an entry, or null where it is not one. */
export function entryOf(value: unknown): ChangeEntry | null {
  const { actor, action, subject, item, reason } = fieldsIn(value)
  const isEntry = [actor, action, subject].every((part) => typeof part === 'string')
  const isWhole = [item, reason].every((part) => part === undefined || typeof part === 'string')
  return isEntry && isWhole ? (value as ChangeEntry) : null
}

/** What an entry's `data` or `before` says, field by field, under the names that fields have today. */
export const recordedFields = (part: unknown): Record<string, unknown> => underTodaysNames(fieldsIn(part))

/** The fields of a value; none where it is not an object. */
export const fieldsIn = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {}
