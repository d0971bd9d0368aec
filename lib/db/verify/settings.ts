import { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'
import { KNOWN } from './columns'

const { sql } = Prisma

/** Of the whole server, by its files or as it was started. */
export const ALTER_SYSTEM = 'ALTER SYSTEM'

/**
 * By which statements `session_replication_role` was set to `replica`, without the setting itself, for sessions that may write
 * here: no trigger fires in them, so that nothing refuses to rewrite the record. The ledger sets it right in its own.
 */
export async function findSwitchedOff(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ by: string }[]>(settings(Object.keys(KNOWN)))
  const found = rows.map(({ by }) => by)
  return found.includes(ALTER_SYSTEM) || !(await isInFiles(db)) ? found : [...found, ALTER_SYSTEM]
}

/** What the session itself was set to says nothing, since the ledger sets it; `reset_val` is what it began with. */
const settings = (tables: readonly string[]) => sql`
  WITH
    ours AS (SELECT oid, relowner FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(${[...tables]})),
    writers AS (SELECT r.oid FROM pg_roles r WHERE EXISTS (SELECT FROM ours WHERE relowner = r.oid
      OR has_table_privilege(r.oid, ours.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
      OR has_any_column_privilege(r.oid, ours.oid, 'INSERT, UPDATE'))),
    here AS (SELECT oid, datname FROM pg_database WHERE datname = current_database()),
    replicas AS (SELECT setdatabase, setrole FROM pg_db_role_setting, unnest(setconfig) setting
      WHERE setting ~* '^session_replication_role=replica$' AND setdatabase IN (0, (SELECT oid FROM here)))
  SELECT CASE WHEN setrole = 0 AND setdatabase <> 0 THEN 'ALTER DATABASE ' || quote_ident(datname)
      ELSE 'ALTER ROLE ' || coalesce(quote_ident(rolname), 'ALL')
        || CASE WHEN setdatabase = 0 THEN '' ELSE ' IN DATABASE ' || quote_ident(datname) END END AS by
    FROM replicas CROSS JOIN here LEFT JOIN pg_roles ON pg_roles.oid = setrole
    WHERE setrole = 0 OR EXISTS (SELECT FROM writers WHERE pg_has_role(pg_roles.oid, writers.oid, 'MEMBER'))
  UNION ALL
  SELECT ${ALTER_SYSTEM} FROM pg_settings WHERE name = 'session_replication_role' AND reset_val = 'replica'
    AND NOT EXISTS (SELECT FROM replicas LEFT JOIN pg_roles ON pg_roles.oid = setrole WHERE setrole = 0 OR rolname = session_user)
  ORDER BY 1`

/** Whether the files of the server say it, even if it has not read them again yet; not many may ask. */
async function isInFiles(db: Database): Promise<boolean> {
  const [may] = await db.$queryRaw<{ read: boolean }[]>`
    SELECT has_table_privilege('pg_file_settings', 'select') AND has_function_privilege('pg_show_all_file_settings()', 'execute') AS read`
  if (!may?.read) return false
  const [last] = await db.$queryRaw<{ setting: string }[]>`
    SELECT setting FROM pg_file_settings WHERE name = 'session_replication_role' ORDER BY seqno DESC LIMIT 1`
  return last?.setting.toLowerCase() === 'replica'
}
