import type { Break } from '@/lib/chain'
import { connect } from '@/lib/db/client'
import { type Verdict, verify } from '@/lib/db/verify'
import type { Difference } from '@/lib/replay'

/**
 * Checks the record of the ledger that DATABASE_URL names, and a head noted earlier; scripts/verify.mjs runs it. Prints
 * one line of verdict; where something is wrong, what and where, with exit code 1.
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

function sentenceOfDifference({ how, name, fields }: Difference): string {
  if (how === 'missing') return `The record tells of ${name}, which is not on file.`
  if (how === 'added') return `On file is ${name}, of which the record tells nothing.`
  return `On file, ${name} is not what the record says: ${fields.join(', ')}.`
}

function sentenceOfFailure({ head, broken, isForgotten, difference }: Verdict): string | null {
  if (broken) return `${sentenceOfBreak(broken)}\nWhole up to change ${head.sequence}, head ${head.hash}.`
  if (isForgotten)
    return `The head ${noted} is not part of the chain any more: since it was noted, the chain was cut off or made again. It now ends with change ${head.sequence}, head ${head.hash}.`
  return (
    difference &&
    `${sentenceOfDifference(difference)}\nThe chain itself is whole: ${head.sequence} changes, head ${head.hash}.`
  )
}

try {
  const verdict = await verify(db, noted)
  const failure = sentenceOfFailure(verdict)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (failure === null) {
    const { sequence, hash } = verdict.head
    console.log(
      `The record is whole, and the ledger is what it says: ${sequence} changes, head ${hash}, in ${seconds} s.`,
    )
  } else {
    console.error(failure)
    process.exitCode = 1
  }
} finally {
  await db.$disconnect()
}
