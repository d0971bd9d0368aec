import { defineConfig } from 'vitest/config'

const inDatabase = ['db', 'api', 'scripts', 'server'].map((folder) => `tests/${folder}/**/*.test.ts`)
/** As tests/support/full.ts has it. */
const isFull = process.env.FULL === '1'
const drill = 'tests/scripts/kill.test.ts'
const pooler = 'tests/scripts/pooler.test.ts'
const tls = 'tests/scripts/database-tls.test.ts'
const ofStart = [
  'tests/scripts/start.test.ts',
  'tests/server/log-of-a-run.test.ts',
  'tests/server/built.test.ts',
  'tests/server/built-doors.test.ts',
  ...(isFull ? [drill, pooler, tls] : []),
]

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    // Two processors, and PostgreSQL has work of its own.
    maxWorkers: 2,
    // Files of a worker share its modules, most of whose time is reading them: a file leaves the world as it found it.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'tests/lib/**/*.test.ts',
            'tests/components/**/*.test.{ts,tsx}',
            'tests/architecture.test.ts',
            'tests/supply.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: inDatabase,
          exclude: [...ofStart, drill, pooler, tls],
          globalSetup: 'tests/support/templates.ts',
        },
      },
      {
        extends: true,
        test: { name: 'start', include: ofStart, testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false },
      },
    ],
  },
})
