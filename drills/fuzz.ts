// Every parameter of every address and every field of every action, given values that nobody would give: no answer of 500,
// none later than 2 s, nothing written by what was refused.
//   npm run drill -- fuzz [--runs 2000] [--seed 1] [--only routes|forms]     runs of each address and action
import { fuzzForms, fuzzRoutes } from './fuzz/run'
import { drill } from './support/drill'
import { SECRET, throwawayLedger } from './support/ledgers'

await drill({ runs: 2000, seed: 1, only: '' }, async ({ options, scratch, wrong }) => {
  const ledger = await throwawayLedger(scratch)
  const { runs, seed, only } = options
  const fuzzing = { ...ledger, secret: SECRET, runs, seed, say: console.log }
  if (only !== 'forms') wrong.push(...(await fuzzRoutes(fuzzing)))
  if (only !== 'routes') wrong.push(...(await fuzzForms(fuzzing)))
  if (wrong.length > 0) wrong.push(`${wrong.length} did not hold; seed ${seed} makes them again`)
  return `${runs} runs each, seed ${seed}`
})
