import type pg from 'pg'

/** What a ledger holds that people write; not sessions, limits, and notes of who was refused. */
const TABLES = [
  'Agreement',
  'Party',
  'Domain',
  'SourceDocument',
  'Commitment',
  'Quote',
  'FollowUp',
  'Source',
  'Assessment',
  'Evidence',
  'Submission',
  'User',
  'Account',
  'AccessLink',
]
const CONTENT = [
  ...TABLES.map((table) => `SELECT (to_jsonb(t) - 'lastSeenAt')::text AS row FROM "${table}" t`),
  `SELECT hash FROM "Change" WHERE entry ->> 'action' NOT LIKE 'access.%'`,
].join('\nUNION ALL\n')

/** What the ledger holds, as one hash. */
export async function contentOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query(`SELECT md5(string_agg(row, E'\\n' ORDER BY row)) AS content FROM (${CONTENT}) t`)
  return rows[0].content
}
