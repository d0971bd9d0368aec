// Two editors on the same items, over HTTP, in random order: no acknowledged edit may vanish, and an editor who was too
// late is told so.
//   npm run drill -- two-editors [--rounds 1000] [--seed 1]
import { setTimeout as pause } from 'node:timers/promises'
import { actionOfBuild, callAction, signIn } from './support/action-client'
import { findChainBreak } from './support/chain'
import { connected } from './support/database'
import { drill } from './support/drill'
import { SECRET, throwawayLedger } from './support/ledgers'
import { pick, randomFrom } from './support/numbers'
import { countsBy } from './support/written'

const REFS = ['SF-03', 'SF-04', 'SF-05']

type Item = { version: number; followUpList: { key: string; relation: string }[] }
/** How one editor goes about one edit: milliseconds before opening the item and before sending, and what else they do. */
type Plan = { open: number; think: number; twice: boolean; undo: boolean }

await drill({ rounds: 1000, seed: 1 }, async ({ options, scratch, wrong }) => {
  const { address, connectionString } = await throwawayLedger(scratch)
  const random = randomFrom(options.seed)
  const [assess, undo] = [actionOfBuild('assess'), actionOfBuild('undo')]
  const editors = await Promise.all(
    ['first', 'second'].map((name) => signIn({ connectionString, secret: SECRET, role: 'EDITOR', name })),
  )
  const tally = { acknowledged: 0, told: 0, sentTwice: 0, undone: 0 }
  /** Whether each edit was acknowledged, by what it says. */
  const answers = new Map<string, boolean>()

  async function edit(cookie: string, says: string, ref: string, plan: Plan) {
    await pause(plan.open)
    const item = (await (await fetch(`${address}/api/v1/commitments/${ref}`)).json()) as Item
    await pause(plan.think)
    const submission = `drill-${says.replace(/\W+/g, '-')}`.padEnd(20, '0')
    const fields = {
      ref,
      version: String(item.version),
      effectiveOn: '2026-01-05',
      status: 'UNDERWAY',
      condition: 'ACTIVE',
      progress: String(40 + Math.floor(random() * 60)),
      confidence: 'SUGGESTED',
      rationaleEn: says,
      submission,
      'evidence[]': item.followUpList.filter(({ relation }) => relation === 'DIRECT').map(({ key }) => key),
    }
    const page = `/en/commitments/${ref}/assess`
    const send = () => callAction({ address, page, action: assess, fields, cookie })
    const [{ answer }, again] = await Promise.all([send(), plan.twice ? send() : null])
    if (again) {
      tally.sentTwice += 1
      if (again.answer?.done !== answer?.done) throw new Error(`${says} sent twice was answered differently`)
    }
    if (answer?.done === true) tally.acknowledged += 1
    else if (answer?.code === 'CONFLICT') tally.told += 1
    else throw new Error(`${says} was answered ${JSON.stringify(answer)}`)
    answers.set(says, answer.done === true)
    if (!plan.undo || answer.done !== true) return
    const undone = await callAction({ address, page, action: undo, fields: { undoes: submission }, cookie })
    if (undone.answer?.done === true) tally.undone += 1
    else if (undone.answer?.code !== 'CONFLICT') throw new Error(`undoing ${says}: ${JSON.stringify(undone.answer)}`)
  }

  for (let round = 1; round <= options.rounds; round += 1) {
    const ref = pick(REFS, random())
    const plans = editors.map(() => ({
      open: random() * 600,
      think: random() * 200,
      twice: random() < 0.1,
      undo: random() < 0.1,
    }))
    await Promise.all(
      plans.map((plan, index) => edit(editors[index]?.cookie ?? '', `Round ${round}, editor ${index + 1}.`, ref, plan)),
    )
    if (round % 100 === 0) console.log(`round ${round}: ${JSON.stringify(tally)}`)
  }

  wrong.push(...(await compare(connectionString, answers)))
  console.log(`${options.rounds} rounds of two editors, seed ${options.seed}: ${JSON.stringify(tally)}`)
  return 'nothing acknowledged is missing, nothing refused is there'
})

/** Every way in which the database disagrees with what the editors were told. */
function compare(connectionString: string, answers: ReadonlyMap<string, boolean>): Promise<string[]> {
  return connected(connectionString, async (client) => {
    const rows = await countsBy(
      client,
      `SELECT "rationaleEn" AS says, count(*)::int AS n FROM "Assessment"
       WHERE "rationaleEn" LIKE 'Round %' AND reason IS NULL GROUP BY 1`,
    )
    const changes = await countsBy(
      client,
      `SELECT entry -> 'data' ->> 'rationaleEn' AS says, count(*)::int AS n FROM "Change"
       WHERE entry ->> 'action' = 'assessment.recorded' GROUP BY 1`,
    )
    const broken = await findChainBreak(client)
    const wrong = broken === null ? [] : [`the chain breaks at ${broken}`]
    for (const [says, acknowledged] of answers)
      for (const [what, held] of Object.entries({ rows, changes }))
        if ((held.get(says) ?? 0) !== (acknowledged ? 1 : 0))
          wrong.push(`${says} ${acknowledged ? 'acknowledged' : 'refused'}, but ${held.get(says) ?? 0} ${what}`)
    return wrong
  })
}
