import { expect, test } from '@playwright/test'
import pg from 'pg'
import { ROLES, type Role } from '../../lib/account'
import { actionsOfBuild, callAction } from '../../scripts/action-client.mjs'
import { signedIn } from '../support/people'
import { openLedger } from '../support/server'
import { summit } from '../support/summit'

/** The least role of every server action, null for everyone; and a page from which it can be called. */
const ACTIONS: Record<string, { needs: Role | null; page: string }> = {
  assess: { needs: 'EDITOR', page: '/en/commitments/SF-06/assess' },
  undo: { needs: 'EDITOR', page: '/en/commitments/SF-06/assess' },
}

const WHO: readonly (Role | null)[] = [null, ...ROLES]

test('every action of the build is listed here, and none that is not there', () => {
  expect([...actionsOfBuild().keys()].sort()).toEqual(Object.keys(ACTIONS).sort())
})

test.describe('an action called past its form', () => {
  test.describe.configure({ mode: 'default' })
  const ledger = {} as Awaited<ReturnType<typeof openLedger>>
  const database = {} as { client: pg.Client }
  test.beforeAll(async () => {
    Object.assign(ledger, await openLedger(summit()))
    database.client = new pg.Client({ connectionString: ledger.url })
    await database.client.connect()
  })
  test.afterAll(async () => {
    await database.client?.end()
    await ledger.close?.()
  })

  /** Everything that can be written, as text, but the notes that somebody was refused. */
  const written = async () => {
    const tables = ['Agreement', 'Commitment', 'FollowUp', 'Source', 'Assessment', 'Evidence', 'User', 'Account']
    const texts = []
    for (const table of [...tables, 'AccessLink', 'Submission'])
      texts.push(
        (await database.client.query(`SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM "${table}" t`))
          .rows,
      )
    const { rows } = await database.client.query(
      `SELECT entry FROM "Change" WHERE entry ->> 'action' <> 'access.refused'`,
    )
    return JSON.stringify([texts, rows.length])
  }
  const refusalsNoted = async (): Promise<string[]> => {
    const { rows } = await database.client.query(`SELECT entry ->> 'actor' AS actor, entry ->> 'subject' AS subject
      FROM "Change" WHERE entry ->> 'action' = 'access.refused' ORDER BY sequence`)
    return rows.map(({ actor, subject }) => `${actor} ${subject}`)
  }

  for (const [name, { needs, page }] of Object.entries(ACTIONS))
    for (const who of WHO) {
      const allowed = needs === null || (who !== null && ROLES.indexOf(who) >= ROLES.indexOf(needs))
      test(`${name} by ${who ?? 'nobody'} is ${allowed ? 'let in and reads the form' : 'refused and noted'}`, async () => {
        const person = who && (await signedIn(ledger.url, who))
        const before = [await written(), (await refusalsNoted()).length] as const
        const { answer } = await callAction({
          address: ledger.address,
          page,
          action: actionsOfBuild().get(name) ?? '',
          fields: { role: 'ADMIN', ref: 'SF-06' },
          ...(person && { cookie: `accord.session_token=${person.cookie}` }),
        })
        const noted = (await refusalsNoted()).slice(before[1])
        if (allowed) {
          expect(answer).toMatchObject({ done: false, code: 'INVALID' })
          expect(noted).toEqual([])
        } else {
          expect(answer).toMatchObject({ done: false, code: who ? 'FORBIDDEN' : 'UNAUTHENTICATED' })
          expect(noted).toHaveLength(1)
          expect(noted[0]).toContain(person ? `user:${person.id} ` : 'anonymous ')
        }
        expect(await written()).toBe(before[0])
      })
    }

  test('that is refused over and over does not fill the record', async () => {
    const before = (await refusalsNoted()).length
    const call = () =>
      callAction({
        address: ledger.address,
        page: ACTIONS.assess?.page ?? '',
        action: actionsOfBuild().get('assess') ?? '',
        fields: {},
      })
    for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 10 }, call))
    expect((await refusalsNoted()).length - before).toBeLessThanOrEqual(20)
  })
})
