import '@/scripts/require-node.mjs'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from '@/scripts/failure.mjs'
import { build, generateClient, installPackages } from '@/scripts/setup.mjs'
import { beforeLeaving, conduct, leave } from '@/scripts/shutdown.mjs'

type Defaults = Record<string, number | string>
export type Options<D extends Defaults> = { [Name in keyof D]: D[Name] extends number ? number : string }

/** What a drill has to work with. */
export type Stage<D extends Defaults = Defaults> = {
  options: Options<D>
  /** A folder that is removed at the end; PostgreSQL may enter it as another account than root. */
  scratch: string
  /** What did not hold, each in a sentence. */
  wrong: string[]
}

/**
 * Runs a drill on the ledger as it is built from the present sources. `work` resolves to what held, in a few words;
 * if anything went into `wrong`, that is printed instead, and the process ends with code 1.
 */
export async function drill<D extends Defaults>(defaults: D, work: (stage: Stage<D>) => Promise<string>) {
  await conduct({ codeOnSignal: 130 }, async () => {
    const options = optionsFrom(defaults)
    await installPackages()
    await generateClient()
    await build()
    const wrong: string[] = []
    const held = await work({ options, scratch: scratchFolder(), wrong })
    console.log(wrong.length === 0 ? `held: ${held}` : wrong.join('\n'))
    await leave(wrong.length === 0 ? 0 : 1)
  })
}

/** The options on the command line; a default that is a number takes numbers. Throws a Failure for any other. */
export function optionsFrom<D extends Defaults>(defaults: D): Options<D> {
  const names = Object.keys(defaults)
  const usage = `The options are ${names.map((name) => `--${name} ${defaults[name] || '…'}`).join(', ')}.`
  let given: Record<string, string | undefined>
  try {
    given = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) }).values
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : error}. ${usage}`)
  }
  const read = (name: string) => {
    const text = given[name]
    if (text === undefined) return defaults[name]
    if (typeof defaults[name] === 'string') return text
    if (!/^\d+(\.\d+)?$/.test(text)) throw new Failure(`--${name} is ${JSON.stringify(text)}, but must be a number.`)
    return Number(text)
  }
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Options<D>
}

function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'accord-drill-'))
  chmodSync(folder, 0o711)
  beforeLeaving(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
