// Every parameter of every address and every field of every action, given what nobody would give: no answer of 500, none
// later than 2 s, nothing written that was refused.
//   node drills/fuzz.mjs [--runs 2000] [--seed 1] [--only routes|forms]     runs of each address and action
import '../scripts/require-node.mjs'
import { parseArgs } from 'node:util'
import { conduct, leave } from '../scripts/shutdown.mjs'
import { SECRET, throwawayLedger } from './throwaway-ledger.mjs'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
})

await conduct({ codeOnSignal: 130 }, async () => {
  const ledger = await throwawayLedger()
  // Only now are there packages for certain.
  const { fuzzForms, fuzzRoutes } = await import('./fuzz/run.mjs')
  const fuzzing = { ...ledger, secret: SECRET, runs: Number(values.runs), seed: Number(values.seed), say: console.log }
  const broken = [
    ...(values.only === 'forms' ? [] : await fuzzRoutes(fuzzing)),
    ...(values.only === 'routes' ? [] : await fuzzForms(fuzzing)),
  ]
  for (const line of broken) console.log(line)
  console.log(
    broken.length === 0
      ? `held: ${values.runs} runs each, seed ${values.seed}`
      : `${broken.length} did not hold; seed ${values.seed} makes them again`,
  )
  await leave(broken.length === 0 ? 0 : 1)
})
