-- What the database itself refuses, whoever writes. The same rules, with messages for people, are in lib/.

-- Bands and contradictions -------------------------------------------------------------------------------------------

CREATE FUNCTION progress_fits(status "Status", progress integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT progress IS NULL OR CASE status
    WHEN 'AGREED' THEN progress = 0
    WHEN 'INITIATED' THEN progress BETWEEN 1 AND 39
    WHEN 'UNDERWAY' THEN progress BETWEEN 40 AND 99
    WHEN 'FULFILLED' THEN progress = 100
    ELSE false
  END
$$;

CREATE FUNCTION status_fits(type "CommitmentType", status "Status", condition "Condition") RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (status IS NULL OR (type = 'PRINCIPLE') = (status = 'DECLARATORY'))
    AND NOT (condition = 'CONCLUDED' AND COALESCE(status IN ('AGREED', 'NO_RECORD'), false))
$$;

ALTER TABLE "Commitment"
  ADD CONSTRAINT "Commitment_progress_in_band" CHECK (progress_fits("status", "progress")),
  ADD CONSTRAINT "Commitment_status_fits" CHECK (status_fits("type", "status", "condition")),
  ADD CONSTRAINT "Commitment_superseded_by_another" CHECK (("condition" = 'SUPERSEDED') = ("supersededById" IS NOT NULL) AND "supersededById" <> "id"),
  ADD CONSTRAINT "Commitment_follow_ups_counted" CHECK ("followUps" >= 0 AND ("followUps" = 0) = ("lastFollowUpOn" IS NULL)),
  ADD CONSTRAINT "Commitment_review_days" CHECK ("reviewEveryDays" > 0),
  ADD CONSTRAINT "Commitment_ref_form" CHECK ("ref" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  ADD CONSTRAINT "Commitment_withdrawn_with_reason" CHECK (("withdrawnAt" IS NULL) = ("withdrawnReason" IS NULL));

ALTER TABLE "Assessment"
  ADD CONSTRAINT "Assessment_progress_in_band" CHECK (progress_fits("status", "progress")),
  ADD CONSTRAINT "Assessment_status_fits" CHECK (status_fits("type", "status", "condition")),
  ADD CONSTRAINT "Assessment_superseded_by_another" CHECK (("condition" = 'SUPERSEDED') = ("supersededById" IS NOT NULL) AND "supersededById" <> "commitmentId"),
  ADD CONSTRAINT "Assessment_corrected_with_reason" CHECK ("supersedesId" IS NULL OR ("supersedesId" <> "id" AND "reason" IS NOT NULL));

ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_direct_only" CHECK ("relation" = 'DIRECT');

ALTER TABLE "FollowUp"
  ADD CONSTRAINT "FollowUp_days_in_order" CHECK ("endedOn" >= "occurredOn"),
  ADD CONSTRAINT "FollowUp_counts_on_last_day" CHECK ("countsOn" = COALESCE("endedOn", "occurredOn")),
  ADD CONSTRAINT "FollowUp_version_replaces" CHECK (("version" = 1) = ("replacesId" IS NULL) AND "replacesId" <> "id"),
  ADD CONSTRAINT "FollowUp_withdrawn_with_reason" CHECK (("withdrawnAt" IS NULL) = ("withdrawnReason" IS NULL));

ALTER TABLE "Source" ADD CONSTRAINT "Source_url_http" CHECK ("url" ~ '^https?://[^[:space:]]+$');
ALTER TABLE "SourceDocument"
  ADD CONSTRAINT "SourceDocument_url_http" CHECK ("url" ~ '^https?://[^[:space:]]+$'),
  ADD CONSTRAINT "SourceDocument_lf_only" CHECK (position(E'\r' IN "text") = 0);

ALTER TABLE "Quote"
  ADD CONSTRAINT "Quote_range" CHECK ("start" >= 0 AND "end" > "start"),
  ADD CONSTRAINT "Quote_focus_inside" CHECK (
    ("focusStart" IS NULL) = ("focusEnd" IS NULL)
    AND "focusStart" >= "start" AND "focusEnd" > "focusStart" AND "focusEnd" <= "end"
  );

-- Nothing is lost ----------------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Assessment" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Evidence" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Source" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Change" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON "FollowUp" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON "Commitment" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- A version of a follow-up may be withdrawn once, and otherwise stays as it was written.
CREATE FUNCTION only_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."withdrawnAt" IS NOT NULL
    OR to_jsonb(NEW) - '{withdrawnAt,withdrawnReason}'::text[] <> to_jsonb(OLD) - '{withdrawnAt,withdrawnReason}'::text[]
  THEN
    RAISE EXCEPTION '% is versioned: only its withdrawal can be added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER only_withdrawal BEFORE UPDATE ON "FollowUp" FOR EACH ROW EXECUTE FUNCTION only_withdrawal();

-- The hash chain -----------------------------------------------------------------------------------------------------

-- Appends entries (canonical JSON texts) to the chain. Called last in a transaction: its lock is held until the commit.
-- hash = SHA-256, in hex, of: previous hash, LF, sequence, LF, at (ISO 8601, UTC, milliseconds), LF, entry.
CREATE FUNCTION record_changes(entries text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  last_sequence integer;
  last_hash text;
  next_hash text;
  now_ms timestamptz;
  entry text;
BEGIN
  PERFORM pg_advisory_xact_lock(4713, 1);
  now_ms := date_trunc('milliseconds', clock_timestamp());
  SELECT "sequence", "hash" INTO last_sequence, last_hash FROM "Change" ORDER BY "sequence" DESC LIMIT 1;
  last_sequence := COALESCE(last_sequence, 0);
  last_hash := COALESCE(last_hash, repeat('0', 64));
  FOREACH entry IN ARRAY entries LOOP
    last_sequence := last_sequence + 1;
    next_hash := encode(sha256(convert_to(concat_ws(E'\n', last_hash, last_sequence,
      to_char(now_ms AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), entry), 'UTF8')), 'hex');
    INSERT INTO "Change" ("sequence", "at", "entry", "previousHash", "hash")
      VALUES (last_sequence, now_ms, entry::json, last_hash, next_hash);
    last_hash := next_hash;
  END LOOP;
END $$;

-- Finding and sorting ------------------------------------------------------------------------------------------------

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX "Commitment_searchText_idx" ON "Commitment" USING gin ("searchText" gin_trgm_ops);
CREATE INDEX "Commitment_titleZh_idx" ON "Commitment" ("titleZh" COLLATE "zh-x-icu");
CREATE INDEX "Commitment_titleEn_idx" ON "Commitment" ("titleEn" COLLATE "en-x-icu");
