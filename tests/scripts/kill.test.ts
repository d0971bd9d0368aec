import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from '@/scripts/settings.mjs'

test('what was acknowledged outlives three rounds of kill -9, once and whole', async () => {
  // How fast it starts again is for the drill alone to judge, on a machine that does nothing else.
  const args = [
    '--import',
    'tsx',
    'drills/run.ts',
    'kill',
    '--rounds',
    '3',
    '--seed',
    '3',
    '--writers',
    '4',
    '--restart-within',
    '60',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  expect(stdout.match(/^round \d: killed .+, started again in [\d.]+ s, \d+ acknowledged, 0 wrong$/gm)).toHaveLength(3)
  expect(stdout).toMatch(/\nheld: what was acknowledged is there, once and whole, and the record verifies\n$/)
})
