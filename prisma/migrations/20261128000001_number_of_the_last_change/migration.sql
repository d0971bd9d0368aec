-- As before, and it returns the number of the last change on record: those that were just recorded end with it.
DROP FUNCTION record_changes(text[]);
CREATE FUNCTION record_changes(entries text[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  last_sequence integer;
  last_hash text;
  last_at timestamptz;
  next_hash text;
  now_ms timestamptz;
  entry text;
BEGIN
  PERFORM pg_advisory_xact_lock(4713, 1);
  SELECT "sequence", "hash", "at" INTO last_sequence, last_hash, last_at FROM "Change" ORDER BY "sequence" DESC LIMIT 1;
  last_sequence := COALESCE(last_sequence, 0);
  last_hash := COALESCE(last_hash, repeat('0', 64));
  now_ms := GREATEST(date_trunc('milliseconds', clock_timestamp()), last_at);
  FOREACH entry IN ARRAY entries LOOP
    last_sequence := last_sequence + 1;
    next_hash := encode(sha256(convert_to(concat_ws(E'\n', last_hash, last_sequence,
      to_char(now_ms AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), entry), 'UTF8')), 'hex');
    INSERT INTO "Change" ("sequence", "at", "entry", "previousHash", "hash")
      VALUES (last_sequence, now_ms, entry::json, last_hash, next_hash);
    last_hash := next_hash;
  END LOOP;
  RETURN last_sequence;
END $$;
