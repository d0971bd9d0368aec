#!/usr/bin/env node
// Two editors at the same items, over HTTP, in random order: no acknowledged edit may vanish, and every lost one is told.
//   node drills/two-editors.mjs [--rounds 1000] [--seed 1]
import '../scripts/require-node.mjs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { conduct, leave } from '../scripts/shutdown.mjs'
import { actionsOfBuild, callAction, signIn } from './action-client.mjs'
import { findChainBreak } from './chain.mjs'
import { pause, randomFrom } from './random.mjs'
import { SECRET, throwawayLedger } from './throwaway-ledger.mjs'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
})
const REFS = ['SF-03', 'SF-04', 'SF-05']

await conduct({ codeOnSignal: 130 }, async () => {
  const { address, connectionString } = await throwawayLedger()
  const random = randomFrom(Number(values.seed))
  const editors = await Promise.all(
    ['first', 'second'].map((name) => signIn({ connectionString, secret: SECRET, role: 'EDITOR', name })),
  )
  const [assess, undo] = ['assess', 'undo'].map((name) => actionsOfBuild().get(name) ?? '')
  const rounds = Number(values.rounds)
  const tally = { acknowledged: 0, told: 0, sentTwice: 0, undone: 0 }
  /** What each edit was answered, by what it says. */
  const answers = new Map()

  for (let round = 1; round <= rounds; round += 1) {
    const ref = REFS[Math.floor(random() * REFS.length)] ?? ''
    const plans = editors.map(() => ({
      open: random() * 600,
      think: random() * 200,
      twice: random() < 0.1,
      undo: random() < 0.1,
    }))
    await Promise.all(
      editors.map((editor, index) => edit(editor.cookie, `Round ${round}, editor ${index + 1}.`, ref, plans[index])),
    )
    if (round % 100 === 0) console.log(`round ${round}: ${JSON.stringify(tally)}`)
  }

  /** @param {string} cookie @param {string} says @param {string} ref @param {any} plan */
  async function edit(cookie, says, ref, plan) {
    await pause(plan.open)
    const item = await (await fetch(`${address}/api/v1/commitments/${ref}`)).json()
    await pause(plan.think)
    const submission = `drill-${says.replace(/\W+/g, '-')}`.padEnd(20, '0')
    const fields = {
      ...{ ref, version: String(item.version), effectiveOn: '2026-01-05', status: 'UNDERWAY', condition: 'ACTIVE' },
      ...{ progress: String(40 + Math.floor(random() * 60)), confidence: 'SUGGESTED', rationaleEn: says, submission },
      'evidence[]': item.followUpList.filter((f) => f.relation === 'DIRECT').map((f) => f.key),
    }
    const send = () =>
      callAction({ address, page: `/en/commitments/${ref}/assess`, action: assess ?? '', fields, cookie })
    const [{ answer }, again] = await Promise.all([send(), plan.twice ? send() : null])
    if (again) {
      tally.sentTwice += 1
      // The two may be told apart only by which came first: both are answered alike.
      if (again.answer?.done !== answer?.done) throw new Error(`${says} sent twice was answered differently`)
    }
    if (answer?.done === true) tally.acknowledged += 1
    else if (answer?.code === 'CONFLICT') tally.told += 1
    else throw new Error(`${says} was answered ${JSON.stringify(answer)}`)
    answers.set(says, answer.done === true)
    if (!plan.undo || answer.done !== true) return
    const undone = await callAction({
      address,
      page: `/en/commitments/${ref}/assess`,
      action: undo ?? '',
      fields: { undoes: submission },
      cookie,
    })
    if (undone.answer?.done === true) tally.undone += 1
    else if (undone.answer?.code !== 'CONFLICT') throw new Error(`undoing ${says}: ${JSON.stringify(undone.answer)}`)
  }

  const lost = await compare(connectionString, answers)
  console.log(`${rounds} rounds of two editors, seed ${values.seed}: ${JSON.stringify(tally)}`)
  console.log(lost.length === 0 ? 'held: nothing acknowledged is missing, nothing refused is there' : lost.join('\n'))
  await leave(lost.length === 0 ? 0 : 1)
})

/**
 * Every way in which the database disagrees with what the editors were told.
 * @param {string} connectionString @param {Map<string, boolean>} answers
 */
async function compare(connectionString, answers) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const count = async (/** @type {string} */ text) =>
    new Map((await client.query(text)).rows.map((row) => [row.says, row.n]))
  const rows = await count(`SELECT "rationaleEn" AS says, count(*)::int AS n FROM "Assessment"
    WHERE "rationaleEn" LIKE 'Round %' AND reason IS NULL GROUP BY 1`)
  const changes = await count(`SELECT entry -> 'data' ->> 'rationaleEn' AS says, count(*)::int AS n FROM "Change"
    WHERE entry ->> 'action' = 'assessment.recorded' GROUP BY 1`)
  const broken = await findChainBreak(client)
  await client.end()
  const wrong = broken === null ? [] : [`the chain breaks at ${broken}`]
  for (const [says, acknowledged] of answers)
    for (const [what, held] of Object.entries({ rows, changes }))
      if ((held.get(says) ?? 0) !== (acknowledged ? 1 : 0))
        wrong.push(`${says} ${acknowledged ? 'acknowledged' : 'refused'}, but ${held.get(says) ?? 0} ${what}`)
  return wrong
}
