import type pg from 'pg'
import { canonicalJson } from '@/lib/canonical-json'
import { connected } from '../support/database'

/**
 * Lets a ledger grow by so many follow-ups, each with its sources and its change in the chain. They are copies of follow-ups
 * that count towards no status, so that everything that is derived stays the same.
 */
export const grow = (connectionString: string, size: number): Promise<void> =>
  connected(connectionString, async (client) => {
    await client.query('BEGIN')
    await client.query(
      `CREATE TEMPORARY TABLE copy ON COMMIT DROP AS
       SELECT f.id AS of, f.key AS was, f.key || '-copy-' || n AS key,
         nextval(pg_get_serial_sequence('"FollowUp"', 'id'))::int AS id
       FROM (SELECT id, key, count(*) OVER () AS all FROM "FollowUp" WHERE relation <> 'DIRECT') f,
         generate_series(1, $1 / f.all + 1) n
       ORDER BY n, f.id LIMIT $1`,
      [size],
    )
    await client.query(
      `INSERT INTO "FollowUp" SELECT made.* FROM copy JOIN "FollowUp" f ON f.id = of,
         jsonb_populate_record(f, jsonb_build_object('id', copy.id, 'key', copy.key, 'recordedAt', now())) AS made`,
    )
    await client.query(
      `INSERT INTO "Source" SELECT made.* FROM copy JOIN "Source" s ON s."followUpId" = of,
         jsonb_populate_record(s, jsonb_build_object('id', nextval(pg_get_serial_sequence('"Source"', 'id')),
           'followUpId', copy.id)) AS made`,
    )
    await client.query(
      `CREATE TEMPORARY TABLE entries ON COMMIT DROP AS
       SELECT row_number() OVER () / 5000 AS page, entry ->> 'item' AS item,
         jsonb_set(entry::jsonb, '{recordedAt}', to_jsonb($1::text)) AS entry
       FROM (SELECT replace(entry::text, to_json(was)::text, to_json(key)::text)::json AS entry
         FROM copy JOIN "Change" ON entry ->> 'action' = 'followUp.recorded' AND entry ->> 'subject' = was) made`,
      [await instantOf(client)],
    )
    // A page is a write of its own: its changes have another instant.
    await client.query(
      `UPDATE "Commitment" SET version = version + pages
       FROM (SELECT item, count(DISTINCT page) AS pages FROM entries GROUP BY item) grown WHERE item = ref`,
    )
    for (let page = 0; page * 5_000 <= size; page += 1) {
      const { rows } = await client.query('SELECT entry FROM entries WHERE page = $1', [page])
      if (rows.length > 0)
        await client.query('SELECT record_changes($1)', [rows.map(({ entry }) => canonicalJson(entry))])
    }
    await client.query('COMMIT; ANALYZE')
  })

/** When the transaction began, as the record writes it. */
async function instantOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query('SELECT transaction_timestamp()::timestamptz(3) AS now')
  return rows[0].now.toISOString()
}
