import type pg from 'pg'

/** The number of the first change at which the chain breaks, as PostgreSQL itself computes it; null where it is whole. */
export async function findChainBreak(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query(`SELECT sequence FROM (
      SELECT *, lag(hash, 1, repeat('0', 64)) OVER (ORDER BY sequence) AS before, row_number() OVER (ORDER BY sequence) AS nth
      FROM "Change") c
    WHERE "previousHash" <> before OR sequence <> nth OR hash <> encode(sha256(convert_to(concat_ws(E'\\n', before, sequence,
      to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), entry::text), 'UTF8')), 'hex')
    ORDER BY sequence LIMIT 1`)
  return rows[0]?.sequence ?? null
}
