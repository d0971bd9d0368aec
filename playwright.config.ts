import { defineConfig } from '@playwright/test'
import { chromiumFlags } from './scripts/chromium.mjs'

/** Run by `npm test`, which starts the ledger and names it in BASE_URL, and a browser in CHROMIUM_PATH. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Of one test, whatever else the machine does: the longest takes a minute where it does nothing else.
  timeout: 600_000,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // An answer may need a password hashed or a page rendered on a machine that is busy with the other workers.
  expect: { timeout: 30_000 },
  use: {
    baseURL: process.env.BASE_URL,
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: chromiumFlags },
  },
})
