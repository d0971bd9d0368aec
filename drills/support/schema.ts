import { connected } from './database'

/** Everything that migrations make in a database, and which are noted as applied, as one text: equal where the schema is. */
export const schemaOf = (connectionString: string): Promise<string> =>
  connected(connectionString, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      WITH own AS (SELECT oid FROM pg_namespace WHERE nspname = 'public')
      SELECT line FROM (
        SELECT concat_ws(' ', 'relation', c.relname, c.relkind) FROM pg_class c, own WHERE c.relnamespace = own.oid
        UNION ALL SELECT concat_ws(' ', 'column', c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
            a.attnotnull, a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN own ON c.relnamespace = own.oid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attnum > 0
        UNION ALL SELECT concat_ws(' ', 'constraint', r.conname, pg_get_constraintdef(r.oid))
          FROM pg_constraint r, own WHERE r.connamespace = own.oid
        UNION ALL SELECT pg_get_indexdef(i.indexrelid)
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN own ON c.relnamespace = own.oid
        UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p, own WHERE p.pronamespace = own.oid AND p.prokind = 'f'
        UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT t.tgisinternal
        UNION ALL SELECT concat_ws(' ', 'value', t.typname, e.enumsortorder, e.enumlabel)
          FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
        UNION ALL SELECT 'extension ' || extname FROM pg_extension
      ) AS lines (line) WHERE line !~ '_prisma_migrations' ORDER BY line COLLATE "C"`)
    const [kept] = (await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS is`)).rows
    const noted = kept.is
      ? await client.query(
          'SELECT migration_name, checksum, finished_at IS NULL AS open FROM _prisma_migrations ORDER BY 1',
        )
      : { rows: [] }
    return [...rows.map(({ line }) => line), JSON.stringify(noted.rows)].join('\n')
  })
