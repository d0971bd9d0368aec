import { Failure } from '../failure.mjs'

/**
 * Throws a Failure, with what to grant, unless the account may do what these migrations do, and what people do then.
 * @param {import('pg').Client} client
 * @param {import('../migrations/files.mjs').Migration[]} pending
 */
export async function checkRights(client, pending) {
  const { rows } = await client.query(
    `select current_database() as database, current_user as role, pg_get_userbyid(datdba) as owner,
       has_schema_privilege('public', 'create') as "mayCreate",
       has_database_privilege(oid, 'create') as "mayExtend",
       (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser",
       exists (select from pg_extension where extname = 'pg_trgm') as "hasTrigrams",
       (select nspname from pg_extension join pg_namespace n on n.oid = extnamespace
         where extname = 'pg_trgm' and not has_schema_privilege(n.oid, 'usage')) as "closedTo",
       (select bool_or(trusted) from pg_available_extension_versions where name = 'pg_trgm') as "isTrusted"
     from pg_database where datname = current_database()`,
  )
  const { database, role, owner, mayCreate, mayExtend, isSuperuser, hasTrigrams, closedTo, isTrusted } = rows[0]
  await refuseClosedTables(client, pending.length > 0 ? 'alter' : 'read and write')
  if (pending.length > 0 && !mayCreate)
    throw new Failure(
      `The role ${role} may not create tables in the schema public of the database ${database}; as ${owner} or a superuser, in that database: GRANT USAGE, CREATE ON SCHEMA public TO ${role}.`,
    )
  if (closedTo)
    throw new Failure(
      `pg_trgm, by which the ledger searches, is in the schema ${closedTo} of the database ${database}, which the role ${role} may not use; as its owner or a superuser, in that database: GRANT USAGE ON SCHEMA ${closedTo} TO ${role}.`,
    )
  const needsTrigrams = !hasTrigrams && pending.some(({ sql }) => /create extension .*pg_trgm/i.test(sql))
  if (needsTrigrams && isTrusted === null)
    throw new Failure(
      'The database server has no pg_trgm, by which the ledger searches; install its package there, postgresql-contrib on most systems.',
    )
  if (needsTrigrams && !isSuperuser && !(isTrusted && mayExtend))
    throw new Failure(
      `The role ${role} may not add pg_trgm, by which the ledger searches, to the database ${database}; as ${owner} or a superuser, in that database: CREATE EXTENSION pg_trgm; or GRANT CREATE ON DATABASE ${database} TO ${role}.`,
    )
}

/** What of a table only its owner may do, and what may be granted to others. */
const RIGHTS = {
  alter: 'false',
  'read and write': `has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert') and has_table_privilege(c.oid, 'update')`,
  read: `has_table_privilege(c.oid, 'select')`,
}

/**
 * Throws a Failure where the tables were made by another account, and this one may not do with them what it has to, or where a policy
 * hides rows of theirs.
 * @param {import('pg').Client} client
 * @param {keyof typeof RIGHTS} right
 */
export async function refuseClosedTables(client, right) {
  const { rows } = await client.query(
    `select pg_get_userbyid(relowner) as owner, current_database() as database, current_user as role,
       oid::regclass::text as table, row_security_active(oid) as "hasPolicy"
     from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
       and (row_security_active(oid) or not pg_has_role(relowner, 'usage') and not (${RIGHTS[right]}))
     limit 1`,
  )
  if (rows.length === 0) return
  const { owner, database, role, table, hasPolicy } = rows[0]
  if (hasPolicy)
    throw new Failure(
      `In the database ${database} a policy decides which rows of the table ${table} the role ${role} sees, and the ledger has to see them all; as ${owner}: ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY, or NO FORCE ROW LEVEL SECURITY.`,
    )
  throw new Failure(
    `The tables in the database ${database} belong to the role ${owner}, and the ledger connects as ${role}, which may not ${right} them; name ${owner} in DATABASE_URL, or as a superuser: GRANT ${owner} TO ${role}.`,
  )
}
