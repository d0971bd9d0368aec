import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type ActionCall, actionOfBuild, assessmentOf, callAction, signIn } from './action-client'
import { connected } from './database'
import { randomFrom } from './numbers'
import { within } from './patience'
import { type Acknowledged, disagreements, keyOf } from './written'

/** How long a writer tries to have one form acknowledged, in milliseconds. */
const PATIENCE = 60_000

export type WriterOptions = {
  connectionString: string
  secret: string
  /** Where what was acknowledged is listed; flushed to the disk before it counts. */
  file: string
  seed: number
  writers: number
  /** The ledger that this writer turns to; asked before every attempt. */
  addressOf: (writer: number) => string
}

/**
 * Editors who record assessments over HTTP, each on commitments of their own, one after another until they are told to
 * rest. Without an answer, or told that the database is away, they send the same form with the same key again, as a person
 * would.
 */
export async function openWriters({ connectionString, secret, file, seed, writers, addressOf }: WriterOptions) {
  const list = openSync(file, 'a', 0o600)
  const random = randomFrom(seed)
  const action = actionOfBuild('assess')
  const versions = await versionsOf(connectionString)
  const editors = await Promise.all(
    Array.from({ length: writers }, (_, n) =>
      signIn({ connectionString, secret, role: 'EDITOR', name: `Writer ${n}` }),
    ),
  )
  const tally = { acknowledged: 0, sentAgain: 0, gaveUp: 0, unavailable: 0, busy: 0, unanswered: 0 }
  const wrong = new Set<string>()
  let isOver = false
  let working: Promise<void>[] = []
  let forms = 0

  async function work(writer: number) {
    const own = [...versions.keys()].filter((_, index) => index % writers === writer)
    while (!isOver) await record(writer, own[Math.floor(random() * own.length)] ?? '')
  }

  /** Sends one form until it is acknowledged. */
  async function record(writer: number, ref: string) {
    forms += 1
    const says = `Drill form ${forms} of writer ${writer}.`
    const withEvidence = random() < 0.25
    const fields = {
      ...assessmentOf(ref, versions.get(ref) ?? '', says),
      submission: keyOf(says),
      ...(withEvidence && evidenceThat(says)),
    }
    const page = `/en/commitments/${ref}/assess`
    for (const deadline = Date.now() + PATIENCE; ; ) {
      // Some do not wait for the answer, and send the form again.
      const patience = random() < 0.1 ? 1 + Math.floor(random() * 60) : PATIENCE
      const call = { address: addressOf(writer), page, action, fields, cookie: editors[writer]?.cookie }
      const result = await send(call, patience).catch((error: Error) => error)
      if (result instanceof Error) tally[result.name === 'TimeoutError' ? 'gaveUp' : 'unanswered'] += 1
      else if (result.answer?.done === true) {
        const { version } = result.answer.value as { version: number }
        return acknowledge({ says, ref, version, withEvidence })
      } else if (result.answer?.code === 'UNAVAILABLE') tally.unavailable += 1
      else if (result.status === 503) tally.busy += 1
      else wrong.add(`${says} was answered ${result.status} ${JSON.stringify(result.answer)}`)
      if (Date.now() > deadline) throw new Error(`${says} was not acknowledged within ${PATIENCE / 1000} s`)
      tally.sentAgain += 1
      await pause(20 + random() * 80)
    }
  }

  function acknowledge(acknowledged: Acknowledged) {
    writeSync(list, `${JSON.stringify(acknowledged)}\n`)
    fsyncSync(list)
    versions.set(acknowledged.ref, acknowledged.version)
    tally.acknowledged += 1
  }

  return {
    tally,
    start() {
      isOver = false
      working = editors.map((_, writer) => work(writer))
      // A failure is looked at when they rest; until then nobody handles it.
      for (const one of working) one.catch(() => {})
    },
    /** Has each of them finish the form at hand, which must be acknowledged. */
    async rest() {
      isOver = true
      await Promise.all(working)
    },
    /** Every way in which a database disagrees with what they were told; to be asked while they rest. */
    compare: async (url: string) => [...wrong, ...(await disagreements(url, acknowledgedIn(file), versions))],
    close: () => closeSync(list),
  }
}

/** What the writers listed as acknowledged so far. */
export const acknowledgedIn = (file: string): Acknowledged[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

/**
 * Calls an action, and gives up after so many milliseconds even where the request does not notice: one whose server is
 * killed while its answer is being read was seen to wait for ever, whatever its signal said.
 */
async function send(call: ActionCall, patience: number) {
  const giving = new AbortController()
  return within(callAction({ ...call, signal: giving.signal }), patience, 'no answer').catch((error: Error) => {
    giving.abort(error)
    throw error
  })
}

const evidenceThat = (says: string) =>
  Object.fromEntries(
    Object.entries({
      occurredOn: '2026-01-05',
      relation: 'DIRECT',
      effect: 'REPORTED',
      summaryEn: says,
      reportedBy: 'CN',
      'sources.0.title': 'Drill',
      'sources.0.publisher': 'Drill',
      'sources.0.url': 'https://example.org/drill',
      'sources.0.tier': 'PRESS',
      'sources.0.language': 'en',
    }).map(([name, value]) => [`newEvidence.0.${name}`, value]),
  )

const versionsOf = (connectionString: string): Promise<Map<string, number>> =>
  connected(connectionString, async (client) => {
    const { rows } = await client.query('SELECT ref, version FROM "Commitment" ORDER BY ref')
    return new Map(rows.map(({ ref, version }) => [ref, version]))
  })
