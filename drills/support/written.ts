import type pg from 'pg'
import { findChainBreak } from './chain'
import { connected } from './database'

/** A form that a writer was told is recorded. */
export type Acknowledged = { says: string; ref: string; version: number; withEvidence: boolean }

/** The key under which a form that says this is sent. */
export const keyOf = (says: string) => says.replace(/\W+/g, '-')

/** How often each form may be found, by where; each query gives what was found as `says`, and how often as `n`. */
const PLACES = {
  assessments: `SELECT "rationaleEn" AS says, count(*)::int AS n FROM "Assessment"
    WHERE "rationaleEn" LIKE 'Drill form %' GROUP BY 1`,
  'changes of assessments': `SELECT entry -> 'data' ->> 'rationaleEn' AS says, count(*)::int AS n
    FROM "Change" WHERE entry -> 'data' ->> 'rationaleEn' LIKE 'Drill form %' GROUP BY 1`,
  'answers kept': `SELECT key AS says, count(*)::int AS n FROM "Submission"
    WHERE key LIKE 'Drill-form-%' AND result <> 'null' GROUP BY 1`,
  'follow-ups': `SELECT "summaryEn" AS says, count(*)::int AS n FROM "FollowUp"
    WHERE "summaryEn" LIKE 'Drill form %' GROUP BY 1`,
  'changes of follow-ups': `SELECT entry -> 'data' ->> 'summaryEn' AS says, count(*)::int AS n
    FROM "Change" WHERE entry -> 'data' ->> 'summaryEn' LIKE 'Drill form %' GROUP BY 1`,
}

/** How often each text is found by a query that gives it as `says`, and how often as `n`. */
export async function countsBy(client: pg.Client, text: string): Promise<Map<string, number>> {
  return new Map((await client.query(text)).rows.map((row) => [row.says, row.n]))
}

/**
 * Every way in which a database disagrees with what its writers were told: each form is there once with all that belongs to
 * it, none is there that was not acknowledged, the chain is whole, and each commitment is at the version it must have.
 */
export const disagreements = (url: string, acknowledged: Acknowledged[], versions: ReadonlyMap<string, number>) =>
  connected(url, async (client) => {
    const wrong: string[] = []
    const broken = await findChainBreak(client)
    if (broken !== null) wrong.push(`the chain breaks at ${broken}`)
    for (const [place, text] of Object.entries(PLACES)) {
      const found = await countsBy(client, text)
      const isOfEvidence = place.includes('follow-ups')
      const expected = new Map(
        acknowledged.map(({ says, withEvidence }) => [
          place === 'answers kept' ? keyOf(says) : says,
          isOfEvidence && !withEvidence ? 0 : 1,
        ]),
      )
      for (const says of new Set([...expected.keys(), ...found.keys()])) {
        const [must, is] = [expected.get(says) ?? 0, found.get(says) ?? 0]
        if (must !== is) wrong.push(`${says} has ${is} ${place}, and must have ${must}`)
      }
    }
    for (const { ref, version } of (await client.query('SELECT ref, version FROM "Commitment"')).rows)
      if (versions.get(ref) !== version) wrong.push(`${ref} is at version ${version}, and not ${versions.get(ref)}`)
    return wrong
  })
