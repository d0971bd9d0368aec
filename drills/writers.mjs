import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import pg from 'pg'
import { actionsOfBuild, callAction, signIn } from './action-client.mjs'
import { findChainBreak } from './chain.mjs'
import { pause, randomFrom } from './random.mjs'

/** How long a writer tries to have one form acknowledged, in milliseconds. */
const PATIENCE = 60_000

/** @typedef {{ says: string, ref: string, version: number, withEvidence: boolean }} Acknowledged */

/**
 * Editors who record assessments over HTTP, each at commitments of its own, one after another for as long as they are
 * let. Whoever gets no answer, or is told that the database is away, sends the same form with the same key again, as a
 * person would. What was acknowledged is written to `file` and flushed to the disk before it counts.
 * @param {{ connectionString: string, secret: string, file: string, seed: number, writers: number,
 *   addressOf: (writer: number) => string }} options `addressOf` is asked before every attempt
 */
export async function openWriters({ connectionString, secret, file, seed, writers, addressOf }) {
  const list = openSync(file, 'a', 0o600)
  const random = randomFrom(seed)
  const action = actionsOfBuild().get('assess') ?? ''
  const versions = await versionsOf(connectionString)
  const editors = await Promise.all(
    Array.from({ length: writers }, (_, n) =>
      signIn({ connectionString, secret, role: 'EDITOR', name: `Writer ${n}` }),
    ),
  )
  const tally = { acknowledged: 0, sentAgain: 0, gaveUp: 0, unavailable: 0, busy: 0, unanswered: 0 }
  /** @type {Set<string>} */
  const wrong = new Set()
  let isOver = false
  /** @type {Promise<void>[]} */
  let working = []
  let forms = 0

  /** @param {number} writer */
  async function work(writer) {
    const own = [...versions.keys()].filter((_, index) => index % writers === writer)
    while (!isOver) await record(writer, own[Math.floor(random() * own.length)] ?? '')
  }

  /** One form, until it is acknowledged. @param {number} writer @param {string} ref */
  async function record(writer, ref) {
    forms += 1
    const says = `Drill form ${forms} of writer ${writer}.`
    const withEvidence = random() < 0.25
    const fields = {
      ...{ ref, version: String(versions.get(ref)), effectiveOn: '2026-01-05', status: 'UNASSESSED' },
      ...{ condition: 'ACTIVE', progress: '', confidence: 'SUGGESTED', rationaleEn: says, submission: keyOf(says) },
      ...(withEvidence && evidenceThat(says)),
    }
    const page = `/en/commitments/${ref}/assess`
    for (const deadline = Date.now() + PATIENCE; ; ) {
      // Some do not wait for the answer, and send the form again.
      const patience = random() < 0.1 ? 1 + Math.floor(random() * 60) : PATIENCE
      const cookie = editors[writer]?.cookie
      const sent = { address: addressOf(writer), page, action, fields, cookie }
      const result = await send(sent, patience).catch((error) => /** @type {Error} */ (error))
      if (result instanceof Error) tally[result.name === 'TimeoutError' ? 'gaveUp' : 'unanswered'] += 1
      else if (result.answer?.done === true) {
        const { version } = /** @type {{ version: number }} */ (result.answer.value)
        acknowledge({ says, ref, version, withEvidence })
        return
      } else if (result.answer?.code === 'UNAVAILABLE') tally.unavailable += 1
      else if (result.status === 503) tally.busy += 1
      else wrong.add(`${says} was answered ${result.status} ${JSON.stringify(result.answer)}`)
      if (Date.now() > deadline) throw new Error(`${says} was not acknowledged within ${PATIENCE / 1000} s`)
      tally.sentAgain += 1
      await pause(20 + random() * 80)
    }
  }

  /** @param {Acknowledged} acknowledged */
  function acknowledge(acknowledged) {
    writeSync(list, `${JSON.stringify(acknowledged)}\n`)
    fsyncSync(list)
    versions.set(acknowledged.ref, acknowledged.version)
    tally.acknowledged += 1
  }

  return {
    tally,
    /** Lets them write. */
    start() {
      isOver = false
      working = editors.map((_, writer) => work(writer))
      // Looked at when they rest; until then a failure is no one's to handle.
      for (const one of working) one.catch(() => {})
    },
    /** Has each of them end what it is at, which must be acknowledged. */
    async rest() {
      isOver = true
      await Promise.all(working)
    },
    /** Every way in which the database disagrees with what they were told, while they rest. @param {string} url */
    async compare(url) {
      return [...wrong, ...(await compare(url, readList(file), versions))]
    },
    close: () => closeSync(list),
  }
}

/**
 * Calls an action, and gives up after so many milliseconds, even where the request itself does not notice: one whose
 * server is killed while its answer is read was seen to wait for ever, whatever its signal said.
 * @param {Omit<Parameters<typeof callAction>[0], 'signal'>} call
 * @param {number} patience
 */
async function send(call, patience) {
  const giving = new AbortController()
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      const error = Object.assign(new Error('no answer'), { name: 'TimeoutError' })
      giving.abort(error)
      reject(error)
    }, patience)
  })
  const answer = callAction({ ...call, signal: giving.signal })
  return /** @type {ReturnType<typeof callAction>} */ (Promise.race([answer, late]).finally(() => clearTimeout(timer)))
}

/** @param {string} file @returns {Acknowledged[]} */
const readList = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

/** @param {string} says */
const keyOf = (says) => says.replace(/\W+/g, '-')

/** @param {string} says */
const evidenceThat = (says) =>
  Object.fromEntries(
    Object.entries({
      ...{ occurredOn: '2026-01-05', relation: 'DIRECT', effect: 'REPORTED', summaryEn: says, reportedBy: 'CN' },
      ...{ 'sources.0.title': 'Drill', 'sources.0.publisher': 'Drill', 'sources.0.url': 'https://example.org/drill' },
      ...{ 'sources.0.tier': 'PRESS', 'sources.0.language': 'en' },
    }).map(([name, value]) => [`newEvidence.0.${name}`, value]),
  )

/** @param {string} connectionString @returns {Promise<Map<string, number>>} */
async function versionsOf(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query('SELECT ref, version FROM "Commitment" ORDER BY ref').finally(() => client.end())
  return new Map(rows.map(({ ref, version }) => [ref, version]))
}

/**
 * @param {string} connectionString
 * @param {Acknowledged[]} acknowledged
 * @param {Map<string, number>} versions what each commitment's version must be
 */
async function compare(connectionString, acknowledged, versions) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const count = async (/** @type {string} */ text) =>
    new Map((await client.query(text)).rows.map((row) => [row.says, row.n]))
  const wrong = /** @type {string[]} */ ([])
  try {
    const broken = await findChainBreak(client)
    if (broken !== null) wrong.push(`the chain breaks at ${broken}`)
    const written = {
      assessments: await count(`SELECT "rationaleEn" AS says, count(*)::int AS n FROM "Assessment"
        WHERE "rationaleEn" LIKE 'Drill form %' GROUP BY 1`),
      'changes of assessments': await count(`SELECT entry -> 'data' ->> 'rationaleEn' AS says, count(*)::int AS n
        FROM "Change" WHERE entry -> 'data' ->> 'rationaleEn' LIKE 'Drill form %' GROUP BY 1`),
      'answers kept': await count(`SELECT key AS says, count(*)::int AS n FROM "Submission"
        WHERE key LIKE 'Drill-form-%' AND result <> 'null' GROUP BY 1`),
      'follow-ups': await count(`SELECT "summaryEn" AS says, count(*)::int AS n FROM "FollowUp"
        WHERE "summaryEn" LIKE 'Drill form %' GROUP BY 1`),
      'changes of follow-ups': await count(`SELECT entry -> 'data' ->> 'summaryEn' AS says, count(*)::int AS n
        FROM "Change" WHERE entry -> 'data' ->> 'summaryEn' LIKE 'Drill form %' GROUP BY 1`),
    }
    for (const [what, found] of Object.entries(written)) {
      const isOfEvidence = what.includes('follow-ups')
      const expected = new Map(
        acknowledged.map(({ says, withEvidence }) => [
          what === 'answers kept' ? keyOf(says) : says,
          isOfEvidence && !withEvidence ? 0 : 1,
        ]),
      )
      for (const says of new Set([...expected.keys(), ...found.keys()])) {
        const [must, is] = [expected.get(says) ?? 0, found.get(says) ?? 0]
        if (must !== is) wrong.push(`${says} has ${is} ${what}, and must have ${must}`)
      }
    }
    for (const { ref, version } of (await client.query('SELECT ref, version FROM "Commitment"')).rows)
      if (versions.get(ref) !== version) wrong.push(`${ref} is at version ${version}, and not ${versions.get(ref)}`)
  } finally {
    await client.end()
  }
  return wrong
}
