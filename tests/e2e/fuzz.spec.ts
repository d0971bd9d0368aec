import { expect, test } from '@playwright/test'
import { fuzzForms, fuzzRoutes } from '../../drills/fuzz/run'
import { FULL } from '../support/full'
import { SECRET } from '../support/server'
import { summit } from '../support/summit'
import { ownLedger } from './ledger'

/** Of each address and each action; drills/fuzz.ts makes thousands, and is strict about time. */
const RUNS = FULL ? 100 : 10
const PATIENCE = 30_000
/** For all of them, in milliseconds: a minute or two, and as many times that as the machine is busy. */
const ALL = 20 * 60_000
const SEED = 20231115

test.describe('whatever is sent', () => {
  const ledger = ownLedger(summit())
  const fuzzing = () => ({
    address: ledger.address,
    connectionString: ledger.url,
    secret: SECRET,
    runs: RUNS,
    seed: SEED,
    patience: PATIENCE,
  })

  test('no address answers with an error of ours, late, or by writing', async () => {
    test.setTimeout(ALL)
    expect(await fuzzRoutes(fuzzing())).toEqual([])
  })

  test('no form is answered with an error of ours or late, and none that was refused is written', async () => {
    test.setTimeout(ALL)
    expect(await fuzzForms(fuzzing())).toEqual([])
  })
})
