import { expect, test } from '@playwright/test'
import { fuzzForms, fuzzRoutes } from '../../scripts/fuzz/run.mjs'
import { openLedger, SECRET } from '../support/server'
import { summit } from '../support/summit'

/** Of each address and each action; scripts/drills/fuzz.mjs makes thousands, and is strict about time. */
const RUNS = 10
const PATIENCE = 15_000
const SEED = 20231115

test.describe('whatever is sent', () => {
  const ledger = {} as Awaited<ReturnType<typeof openLedger>>
  test.beforeAll(async () => {
    Object.assign(ledger, await openLedger(summit()))
  })
  test.afterAll(() => ledger.close?.())
  const fuzzing = () => ({
    address: ledger.address,
    connectionString: ledger.url,
    secret: SECRET,
    runs: RUNS,
    seed: SEED,
    patience: PATIENCE,
  })

  test('no address answers with an error of ours, late, or by writing', async () => {
    test.slow()
    expect(await fuzzRoutes(fuzzing())).toEqual([])
  })

  test('no form is answered with an error of ours or late, and none that was refused is written', async () => {
    test.slow()
    expect(await fuzzForms(fuzzing())).toEqual([])
  })
})
