import type { Break } from '@/lib/chain'
import { connect, isUnreachable } from '@/lib/db/client'
import { type Verdict, verify } from '@/lib/db/verify'
import { UNRECORDED } from '@/lib/db/verify/columns'
import { ALTER_SYSTEM } from '@/lib/db/verify/settings'
import type { Difference } from '@/lib/replay/row'

/**
 * Checks the record of the ledger that DATABASE_URL names, and a head noted earlier; scripts/verify.mjs runs it. Prints
 * a verdict, and what it cannot know; where something is wrong, what and where, a sentence each, with exit code 1; with 2 where the database could not
 * be asked to the end, and with 3 where all is well but a protection of the record is off.
 */
const noted = process.argv[2] ?? null
const startedAt = performance.now()
const db = connect(process.env.DATABASE_URL ?? '', 2)

const HOW: Record<Break['how'], string> = {
  altered: 'was altered: it is not what its hash was made of',
  rewritten: 'was rewritten with a hash of its own: the next change was made after another one',
  removed: 'was removed',
  inserted: 'was put in later: the next change was made without it',
  swapped: 'was swapped with another one',
}

function named({ text, at, sequence }: Break['link']): string {
  try {
    const { actor, action, subject } = JSON.parse(text)
    return `change ${sequence} is of ${at.slice(0, 10)}, by ${actor}: ${action} of ${subject}`
  } catch {
    return `change ${sequence} is of ${at.slice(0, 10)}, and cannot be read`
  }
}

function sentenceOfBreak({ how, sequence, to, link }: Break): string {
  if (how === 'swapped') return `Changes ${sequence} and ${to} were swapped; ${named(link)}.`
  const which = sequence === to ? `Change ${sequence}` : `Each of the changes ${sequence} to ${to}`
  const now = link.sequence === sequence && how === 'removed' ? 'what has its number now, ' : ''
  return `${which} ${HOW[how]}; ${now}${named(link)}.`
}

function sentenceOfDifference({ how, of, name, fields }: Difference): string {
  const listed = fields.join(', ')
  if (of === 'database') {
    if (how === 'missing' && name.startsWith('migration '))
      return `The database is not brought to this version: it lacks the ${name}, which npm start applies.`
    if (how === 'missing') return `The database lacks the ${name}.`
    if (how === 'added') return `The database has the ${name}, which this version of the ledger does not make.`
    return `In the database, the ${name} is not what this version of the ledger makes; it is: ${listed}.`
  }
  if (how === 'missing') return `The record tells of ${name}, which is not on file.`
  if (how === 'added') return `On file is ${name}, of which the record tells nothing.`
  if (how === 'orphan') return `On file is ${name}, and what its ${listed} refers to is not.`
  return `On file, ${name} is not what the record says: ${listed}.`
}

function sentenceOfSwitch(by: string): string {
  const rest = by === ALTER_SYSTEM ? ', or its line in postgresql.conf, then SELECT pg_reload_conf()' : ''
  return `A protection of the record is off: under session_replication_role = replica, which is set for others that may write in this database, no trigger refuses to rewrite it; as a superuser: ${by} RESET session_replication_role${rest}.`
}

/** What is wrong, a sentence each; empty where nothing is. */
function sentencesOfFailure({ head, broken, isForgotten, differences, isMore }: Verdict): string[] {
  const chain = `${head.sequence} changes, head ${head.hash}`
  const said = differences.map(sentenceOfDifference)
  if (isMore) said.push('There is more than is named here.')
  if (broken) said.unshift(sentenceOfBreak(broken), `Whole up to change ${head.sequence}, head ${head.hash}.`)
  if (isForgotten)
    said.unshift(
      `The head ${noted} is not part of the chain any more: since it was noted, the chain was cut off or made again. It now ends with change ${head.sequence}, head ${head.hash}.`,
    )
  if (differences.length > 0 && !broken && !isForgotten) said.push(`The chain itself is whole: ${chain}.`)
  return said
}

try {
  const verdict = await verify(db, noted)
  const failure = sentencesOfFailure(verdict)
  const switches = verdict.switchedOff.map(sentenceOfSwitch)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (failure.length === 0) {
    const { sequence, hash } = verdict.head
    console.log(
      `The record is whole, and the ledger is what it says: ${sequence} changes, head ${hash}, in ${seconds} s.`,
    )
    console.log(`Not in the record, and so not checked: ${UNRECORDED.join(', ')}.`)
    if (noted === null) console.log('Whether its end was cut off shows only with a head noted earlier: --head <hash>.')
    for (const sentence of switches) console.log(sentence)
    if (switches.length > 0) process.exitCode = 3
  } else {
    console.error([...failure, ...switches].join('\n'))
    process.exitCode = 1
  }
} catch (error) {
  if (!isUnreachable(error)) throw error
  console.error(`The database could not be asked to the end: ${(error as Error).message.trim().split('\n').at(-1)}`)
  process.exitCode = 2
} finally {
  await db.$disconnect()
}
