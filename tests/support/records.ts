import type { ChangeEntry } from '@/lib/change/change'
import type { TestDatabase } from './database'

type Row = Record<string, unknown>
/** Every row of every table, by table and primary key. */
export type Snapshot = Record<string, Record<string, Row>>

export async function snapshotOf(database: TestDatabase): Promise<Snapshot> {
  const tables = await tablesOf(database)
  const [whole] = await database.sql(
    `SELECT json_build_object(${tables.map(
      ({ name }) => `'${name}', (SELECT coalesce(json_agg(t), '[]') FROM "${name}" t)`,
    )}) AS rows`,
  )
  const rows = whole?.rows as Record<string, Row[]>
  const keyed = (name: string, columns: string[]) =>
    Object.fromEntries((rows[name] ?? []).map((row) => [columns.map((column) => row[column]).join(' '), row]))
  return Object.fromEntries(tables.map(({ name, columns }) => [name, keyed(name, columns)]))
}

/** Every row of every table as one text, for when only whether anything differs is asked. */
export async function digestOf(database: TestDatabase): Promise<string> {
  const tables = await tablesOf(database)
  const [whole] = await database.sql(
    `SELECT concat_ws(' ', ${tables.map(
      ({ name }) => `'${name}', (SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM "${name}" t)`,
    )}) AS digest`,
  )
  return String(whole?.digest)
}

/** The tables of a ledger, with the columns of their primary keys. */
async function tablesOf(database: TestDatabase): Promise<{ name: string; columns: string[] }[]> {
  const tables = await database.sql(`
    SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
    WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations'
    GROUP BY c.relname ORDER BY c.relname`)
  return tables as { name: string; columns: string[] }[]
}

/** Columns that say nothing themselves: folds of other rows, and counts and instants of the writing itself. */
const KEPT_ALONG: Record<string, string[]> = {
  Commitment: [
    'status',
    'condition',
    'progress',
    'confidence',
    'assessedOn',
    'supersededById',
    'followUps',
    'lastFollowUpOn',
    'searchText',
    'version',
  ],
  User: ['version', 'updatedAt', 'lastSeenAt'],
  Account: ['updatedAt'],
  // A link is used up by whom it brings in, or the password that it sets: their change tells it.
  AccessLink: ['usedAt'],
}

/** Rows that are part of another, by the column that names it. */
const PART_OF: Record<string, [string, string]> = {
  Evidence: ['Assessment', 'assessmentId'],
  Source: ['FollowUp', 'followUpId'],
  Quote: ['Commitment', 'commitmentId'],
  Party: ['Agreement', 'agreementId'],
  Domain: ['Agreement', 'agreementId'],
  SourceDocument: ['Agreement', 'agreementId'],
}

/**
 * What is no record, and may change without a change of its own. Session: who is signed in, which ends with what the
 * record says of the person. Submission: the answer to a form, so that it is given once. KnownPlace: where somebody has
 * signed in from. RateLimit, RefusedCall and Verification: counts and tokens that are thrown away. Change: the record itself.
 */
const NO_RECORD = ['Session', 'Submission', 'KnownPlace', 'RateLimit', 'RefusedCall', 'Verification', 'Change']

/**
 * The records that differ between two snapshots, each once and as its change would name it. A record is an agreement, a
 * commitment's own fields, an assessment with its evidence, a version of a follow-up with its sources, its withdrawal,
 * a person, each of a person's fields, a password, and a link.
 */
export function recordsBetween(before: Snapshot, after: Snapshot): string[] {
  const changed = new Map<string, string>()
  for (const table of Object.keys(after).filter((name) => !NO_RECORD.includes(name)))
    for (const key of new Set([...Object.keys(before[table] ?? {}), ...Object.keys(after[table] ?? {})])) {
      const [was, is] = [before[table]?.[key], after[table]?.[key]]
      const fields = Object.keys({ ...was, ...is }).filter((field) => !same(was?.[field], is?.[field]))
      const own = fields.filter((field) => !KEPT_ALONG[table]?.includes(field))
      if (own.length) for (const [id, name] of namesOf(table, key, { was, is, own, after })) changed.set(id, name)
    }
  return [...changed.values()].sort()
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

type Difference = { was: Row | undefined; is: Row | undefined; own: string[]; after: Snapshot }

/** The records that a row that differs belongs to: an id and what its change would name it. */
function namesOf(table: string, key: string, { was, is, own, after }: Difference): [string, string][] {
  const row = is ?? was ?? {}
  const part = PART_OF[table]
  const [whole, id] = part ? [part[0], String(row[part[1]])] : [table, key]
  const owner = after[whole]?.[id] ?? {}
  const refOf = ({ commitmentId }: Row) => after.Commitment?.[String(commitmentId)]?.ref
  if (!is) return [[`${whole} ${id}`, `${whole} ${id} removed`]]
  switch (whole) {
    case 'Agreement':
      return [[`Agreement ${id}`, `agreement ${owner.slug}`]]
    case 'Commitment':
      return [[`Commitment ${id}`, `commitment ${owner.ref}`]]
    case 'Assessment':
      return [[`Assessment ${id}`, `assessment ${refOf(owner)}`]]
    case 'FollowUp':
      return [[`FollowUp ${id}`, `followUp ${owner.key}`]]
    case 'User':
      if (!was) return [[`User ${id}`, `person user:${id}`]]
      return own.map((field) => [`User ${id} ${field}`, `${field} user:${id}`])
    case 'Account':
      // The first password comes with the person.
      return was
        ? [[`Account ${id}`, `password user:${row.userId}`]]
        : [[`User ${row.userId}`, `person user:${row.userId}`]]
    case 'AccessLink':
      return [[`AccessLink ${id}`, `link ${row.userId ? `user:${row.userId}` : String(row.purpose).toLowerCase()}`]]
    default:
      return [[`${whole} ${id}`, `${whole} ${id}`]]
  }
}

/** Of actions whose first word does not say it, what they are about; null for what changes no record. */
const ABOUT: Record<string, string | null> = {
  'person.created': 'person',
  'person.renamed': 'name',
  'person.roleChanged': 'role',
  'person.deactivated': 'deactivatedAt',
  'person.reactivated': 'deactivatedAt',
  'person.passwordChanged': 'password',
  'person.passwordReset': 'password',
  'person.passwordLinkMade': 'link',
  'person.passwordLinkRevoked': 'link',
  'person.invited': 'link',
  'person.invitationRevoked': 'link',
  'person.sessionsEnded': null,
  'setup.linkMade': 'link',
  'setup.linkRevoked': 'link',
  'access.refused': null,
  'access.refusedCalls': null,
}

/** The records that changes speak of, each as recordsBetween names it. */
export function recordsIn(entries: readonly ChangeEntry[]): string[] {
  return entries
    .flatMap(({ action, subject }) => {
      const noun = action.split('.')[0] ?? ''
      const about = action in ABOUT ? ABOUT[action] : noun === 'plan' ? 'commitment' : noun
      return about === null ? [] : [`${about} ${subject}`]
    })
    .sort()
}
