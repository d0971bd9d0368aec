// How long it takes to record an assessment over HTTP, with fsync on: at 1 and 16 clients, with the hash chain and
// without it. The four take turns, so that they meet the same machine.
//   npm run drill -- bench-writes [--writes 200] [--rounds 5]
import type pg from 'pg'
import { actionOfBuild, assessmentOf, callAction, signIn } from './support/action-client'
import { connected } from './support/database'
import { drill } from './support/drill'
import { SECRET, throwawayLedger } from './support/ledgers'
import { median } from './support/numbers'

const CLIENTS = [1, 16]

await drill({ writes: 200, rounds: 5 }, async ({ options, scratch }) => {
  const ledger = await throwawayLedger(scratch)
  await connected(ledger.connectionString, async (database) => {
    const write = await writerOn(ledger, database)
    const definitions = await definitionsOf(database)
    const medians = new Map<string, number[]>()
    // The first round warms up.
    for (let round = 0; round <= options.rounds; round += 1)
      for (const [chain, definition] of Object.entries(definitions))
        for (const clients of CLIENTS) {
          await database.query(definition)
          const share = Math.ceil(options.writes / clients)
          const all = await Promise.all(
            Array.from({ length: clients }, async (_, client) => {
              const own = []
              for (let n = 0; n < share; n += 1) own.push(await write(client))
              return own
            }),
          )
          const name = `${clients} client${clients === 1 ? '' : 's'} ${chain}`
          if (round > 0) medians.set(name, [...(medians.get(name) ?? []), median(all.flat())])
        }
    for (const [name, of] of medians)
      console.log(
        `${name}: p50 ${median(of).toFixed(1)} ms (${Math.min(...of).toFixed(1)} to ${Math.max(...of).toFixed(1)})`,
      )
  })
  return `${options.rounds} rounds of ${options.writes} writes each, all acknowledged`
})

/** The function that records changes as it is, and one of the same form that records nothing. */
async function definitionsOf(database: pg.Client): Promise<Record<string, string>> {
  const { rows } = await database.query(`SELECT pg_get_functiondef('record_changes'::regproc) AS text,
    pg_get_function_arguments('record_changes'::regproc) AS arguments,
    pg_get_function_result('record_changes'::regproc) AS result`)
  const [{ text, arguments: named, result }] = rows
  const body = result === 'void' ? '' : 'RETURN 0;'
  return {
    'with the chain': text,
    'without it': `CREATE OR REPLACE FUNCTION record_changes(${named}) RETURNS ${result} LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`,
  }
}

/** What has one of sixteen clients record an assessment of a commitment of its own; resolves to the milliseconds it took. */
async function writerOn(
  { address, connectionString }: Awaited<ReturnType<typeof throwawayLedger>>,
  database: pg.Client,
) {
  const { rows } = await database.query('SELECT ref, version FROM "Commitment" ORDER BY ref')
  const versions = new Map<string, number>(rows.map(({ ref, version }) => [ref, version]))
  const editors = await Promise.all(
    Array.from({ length: Math.max(...CLIENTS) }, (_, n) =>
      signIn({ connectionString, secret: SECRET, role: 'EDITOR', name: `Editor ${n}` }),
    ),
  )
  const action = actionOfBuild('assess')
  return async (client: number) => {
    const ref = [...versions.keys()][client] ?? ''
    const fields = assessmentOf(ref, versions.get(ref) ?? '', 'Recorded to measure how long it takes.')
    const start = performance.now()
    const page = `/en/commitments/${ref}/assess`
    const { answer } = await callAction({ address, page, action, fields, cookie: editors[client]?.cookie })
    if (answer?.done !== true) throw new Error(`not recorded: ${JSON.stringify(answer)}`)
    versions.set(ref, (answer.value as { version: number }).version)
    return performance.now() - start
  }
}
