import { Prisma } from '@/prisma/generated/client'

/**
 * What there is in a database, as rows (of, part, definition), of tables of these names. Definitions are those that
 * PostgreSQL gives, in a form that is the same from version 15 on.
 */
export const describing = (tables: readonly string[]) => Prisma.sql`
WITH
  ours AS (SELECT oid, relname::text AS name, relkind, relpersistence, relowner, relrowsecurity, relforcerowsecurity
    FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(${[...tables]})),
  -- The owner of most of the tables: it is called differently everywhere.
  owner AS (SELECT relowner AS oid FROM ours GROUP BY relowner ORDER BY count(*) DESC, relowner LIMIT 1),
  found (of, part, definition) AS (
    SELECT name, 'kind', concat_ws(', ',
      CASE relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' ELSE 'relation of kind ' || relkind::text END,
      CASE relpersistence WHEN 'p' THEN 'permanent' ELSE 'lost in a crash' END,
      CASE WHEN relowner <> (SELECT oid FROM owner) THEN 'owned by ' || pg_get_userbyid(relowner) END,
      CASE WHEN relrowsecurity OR relforcerowsecurity THEN 'with row-level security' END)
    FROM ours
  UNION ALL
    SELECT name, 'column ' || attname, concat_ws(' ', format_type(atttypid, atttypmod),
      CASE WHEN attnotnull THEN 'not null' END,
      'default ' || pg_get_expr(adbin, adrelid),
      CASE WHEN attgenerated <> '' OR attidentity <> '' THEN 'generated' END,
      CASE WHEN attcollation <> typcollation THEN 'collate ' || collname END)
    FROM ours JOIN pg_attribute a ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped
      JOIN pg_type t ON t.oid = atttypid
      LEFT JOIN pg_attrdef ON adrelid = ours.oid AND adnum = attnum
      LEFT JOIN pg_collation c ON c.oid = attcollation
  UNION ALL
    -- Foreign keys are held by triggers of their own, which can be switched off too.
    SELECT name, 'constraint ' || conname, pg_get_constraintdef(c.oid) ||
      CASE WHEN EXISTS (SELECT FROM pg_trigger WHERE tgconstraint = c.oid AND tgenabled <> 'O') THEN ', disabled' ELSE '' END
    FROM ours JOIN pg_constraint c ON conrelid = ours.oid WHERE contype IN ('c', 'f', 'p', 'u', 'x')
  UNION ALL
    SELECT name, 'unique index ' || pg_class.relname, concat_ws(' ',
      (SELECT string_agg(pg_get_indexdef(indexrelid, n, true), ', ' ORDER BY n) FROM generate_series(1, indnkeyatts) n),
      'where ' || pg_get_expr(indpred, indrelid),
      CASE WHEN NOT (indisvalid AND indisready AND indislive) THEN 'not in use' END)
    FROM ours JOIN pg_index ON indrelid = ours.oid AND indisunique JOIN pg_class ON pg_class.oid = indexrelid
  UNION ALL
    SELECT name, 'trigger ' || tgname, pg_get_triggerdef(t.oid, true) ||
      CASE tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ', disabled' ELSE ', enabled as ' || tgenabled::text END
    FROM ours JOIN pg_trigger t ON tgrelid = ours.oid WHERE NOT tgisinternal
  UNION ALL
    SELECT name, 'rule ' || rulename, pg_get_ruledef(r.oid)
    FROM ours JOIN pg_rewrite r ON ev_class = ours.oid WHERE rulename <> '_RETURN'
  UNION ALL
    SELECT name, 'policy ' || polname, 'for ' || polcmd::text FROM ours JOIN pg_policy ON polrelid = ours.oid
  UNION ALL
    SELECT name, 'inheriting table ' || inhrelid::regclass::text, '' FROM ours JOIN pg_inherits ON inhparent = ours.oid
  UNION ALL
    SELECT 'functions', 'function ' || proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
      concat_ws(', ', lanname, CASE provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END,
      CASE WHEN prosecdef THEN 'security definer' END, CASE WHEN proisstrict THEN 'strict' END,
      CASE WHEN proleakproof THEN 'leakproof' END, CASE proparallel WHEN 's' THEN 'parallel safe' WHEN 'r' THEN 'parallel restricted' END,
      CASE WHEN pronargdefaults > 0 THEN 'with defaults' END, CASE WHEN prosupport <> 0 THEN 'support ' || prosupport::text END,
      'returns ' || pg_get_function_result(p.oid),
      array_to_string(proconfig, ', '), CASE WHEN proowner <> (SELECT oid FROM owner) THEN 'owned by another' END,
      'body ' || encode(sha256(convert_to(replace(coalesce(pg_get_function_sqlbody(p.oid), prosrc), E'\\r', ''), 'UTF8')), 'hex'))
    FROM pg_proc p JOIN pg_language l ON l.oid = prolang
    WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f'
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
  UNION ALL
    SELECT 'types', 'type ' || typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder)
    FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid WHERE typnamespace = current_schema()::regnamespace
      AND EXISTS (SELECT FROM ours JOIN pg_attribute ON attrelid = ours.oid AND atttypid = pg_type.oid)
    GROUP BY typname
  UNION ALL
    -- Others' are none of the ledger's business, such as those of a provider.
    SELECT 'event triggers', 'event trigger ' || evtname, evtevent || ', calls ' || evtfoid::regproc::text
    FROM pg_event_trigger JOIN pg_proc p ON p.oid = evtfoid
    WHERE pronamespace = current_schema()::regnamespace OR evtowner = (SELECT oid FROM owner)
  UNION ALL
    SELECT 'migrations', 'migration ' || migration_name,
      checksum || CASE WHEN finished_at IS NULL THEN ', unfinished' ELSE '' END
    FROM _prisma_migrations WHERE rolled_back_at IS NULL
)
SELECT of, part, coalesce(definition, '') AS definition FROM found ORDER BY of COLLATE "C", part COLLATE "C", definition COLLATE "C"`
