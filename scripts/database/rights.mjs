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
       (select bool_or(trusted) from pg_available_extension_versions where name = 'pg_trgm') as "isTrusted"
     from pg_database where datname = current_database()`,
  )
  const { database, role, owner, mayCreate, mayExtend, isSuperuser, hasTrigrams, isTrusted } = rows[0]
  await refuseForeignTables(client, { database, role, changes: pending.length > 0 })
  if (pending.length > 0 && !mayCreate)
    throw new Failure(
      `The role ${role} may not create tables in the schema public of the database ${database}; as ${owner} or a superuser, in that database: GRANT USAGE, CREATE ON SCHEMA public TO ${role}.`,
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

/**
 * Tables that were made by another account, which only their owner may alter.
 * @param {import('pg').Client} client
 * @param {{ database: string, role: string, changes: boolean }} options
 */
async function refuseForeignTables(client, { database, role, changes }) {
  const { rows } = await client.query(
    `select pg_get_userbyid(relowner) as owner from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and not pg_has_role(relowner, 'usage')
       and ($1 or not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert') and has_table_privilege(oid, 'update')))
     limit 1`,
    [changes],
  )
  if (rows.length === 0) return
  throw new Failure(
    `The tables in the database ${database} belong to the role ${rows[0].owner}, and the ledger connects as ${role}, which may not ${changes ? 'alter' : 'read and write'} them; name ${rows[0].owner} in DATABASE_URL, or as a superuser: GRANT ${rows[0].owner} TO ${role}.`,
  )
}
