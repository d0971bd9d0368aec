#!/usr/bin/env node
// How long it takes to record an assessment over HTTP, with fsync on: at 1 and 16 clients, with the hash chain and
// without it. The four take turns, so that they meet the same machine.
//   npm run bench-writes -- [--writes 200] [--rounds 5]
import '../scripts/require-node.mjs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { conduct, leave } from '../scripts/shutdown.mjs'
import { actionsOfBuild, callAction, signIn } from './action-client.mjs'
import { SECRET, throwawayLedger } from './throwaway-ledger.mjs'

const { values } = parseArgs({
  options: { writes: { type: 'string', default: '200' }, rounds: { type: 'string', default: '5' } },
})

await conduct({ codeOnSignal: 130 }, async () => {
  const { address, connectionString } = await throwawayLedger()
  const database = new pg.Client({ connectionString })
  await database.connect()
  const { rows } = await database.query(`SELECT pg_get_functiondef('record_changes'::regproc) AS chain`)
  const without = `CREATE OR REPLACE FUNCTION record_changes(entries text[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$`
  const versions = new Map(
    (await database.query('SELECT ref, version FROM "Commitment" ORDER BY ref')).rows.map((row) => [
      row.ref,
      row.version,
    ]),
  )
  const editors = await Promise.all(
    Array.from({ length: 16 }, (_, n) =>
      signIn({ connectionString, secret: SECRET, role: 'EDITOR', name: `Editor ${n}` }),
    ),
  )
  const action = actionsOfBuild().get('assess') ?? ''

  /** Milliseconds of one write. @param {number} client */
  async function write(client) {
    const ref = [...versions.keys()][client] ?? ''
    const fields = {
      ...{
        ref,
        version: String(versions.get(ref)),
        effectiveOn: '2026-01-05',
        status: 'UNASSESSED',
        condition: 'ACTIVE',
      },
      ...{ progress: '', confidence: 'SUGGESTED', rationaleEn: 'Recorded to measure how long it takes.' },
    }
    const start = performance.now()
    const page = `/en/commitments/${ref}/assess`
    const { answer } = await callAction({ address, page, action, fields, cookie: editors[client]?.cookie ?? '' })
    if (answer?.done !== true) throw new Error(`not recorded: ${JSON.stringify(answer)}`)
    versions.set(ref, /** @type {{ version: number }} */ (answer.value).version)
    return performance.now() - start
  }

  /** @type {Map<string, number[]>} */
  const medians = new Map()
  for (let round = 0; round <= Number(values.rounds); round += 1)
    for (const [chain, definition] of Object.entries({ 'with the chain': rows[0].chain, 'without it': without }))
      for (const clients of [1, 16]) {
        await database.query(definition)
        const share = Math.ceil(Number(values.writes) / clients)
        const all = await Promise.all(
          Array.from({ length: clients }, async (_, client) => {
            const own = []
            for (let n = 0; n < share; n += 1) own.push(await write(client))
            return own
          }),
        )
        // The first round warms up.
        if (round === 0) continue
        const name = `${clients} client${clients === 1 ? '' : 's'} ${chain}`
        medians.set(name, [...(medians.get(name) ?? []), median(all.flat())])
      }
  for (const [name, of] of medians)
    console.log(
      `${name}: p50 ${median(of).toFixed(1)} ms (${Math.min(...of).toFixed(1)} to ${Math.max(...of).toFixed(1)})`,
    )
  await database.end()
  await leave(0)
})

/** @param {number[]} numbers */
function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
