-- Instants in the ledger are those of the database's clock alone: the nodes' own may differ.

ALTER TABLE "Agreement" ALTER COLUMN "recordedAt" SET DEFAULT clock_timestamp();
ALTER TABLE "Commitment" ALTER COLUMN "recordedAt" SET DEFAULT clock_timestamp();
ALTER TABLE "FollowUp" ALTER COLUMN "recordedAt" SET DEFAULT clock_timestamp();
ALTER TABLE "Assessment" ALTER COLUMN "recordedAt" SET DEFAULT clock_timestamp();
ALTER TABLE "Submission" ALTER COLUMN "recordedAt" SET DEFAULT clock_timestamp();

-- As before, and no change is given an earlier instant than the one before it, though the clock be set back: those who
-- look for the changes of a day rely on it.
CREATE OR REPLACE FUNCTION record_changes(entries text[]) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;
