import { expect, test } from '@playwright/test'
import pg from 'pg'
import { actionsOfBuild, callAction, routesOfBuild } from '../../drills/support/action-client'
import { ROLES, type Role } from '../../lib/account'
import { type SignedIn, signedIn } from '../support/people'
import { openLedger } from '../support/server'
import { summit } from '../support/summit'
import { ACTIONS, ROUTES } from './doors'

const WHO: readonly (Role | null)[] = [null, ...ROLES]

test('every action of the build is listed here, and none that is not there', () => {
  expect([...actionsOfBuild().keys()].sort()).toEqual(Object.keys(ACTIONS).sort())
})

test('every address of the build is listed here, and none that is not there', () => {
  // What opens over another page answers at the address of the page it stands for.
  const own = routesOfBuild().filter((route) => !/^\/_|\(\.\)/.test(route))
  expect([...new Set(own)].sort()).toEqual(Object.keys(ROUTES).sort())
})

test.describe('the doors', () => {
  test.describe.configure({ mode: 'default' })
  const ledger = {} as Awaited<ReturnType<typeof openLedger>>
  const database = {} as { client: pg.Client }
  /** One person of each role. */
  const people = {} as Record<Role, SignedIn>
  test.beforeAll(async () => {
    Object.assign(ledger, await openLedger(summit()))
    database.client = new pg.Client({ connectionString: ledger.url })
    await database.client.connect()
    for (const role of ROLES) people[role] = await signedIn(ledger.url, role)
  })
  test.afterAll(async () => {
    await database.client?.end()
    await ledger.close?.()
  })

  // Of one address only so many refusals are noted in an hour, and there are more actions than that.
  test.beforeEach(async () => {
    await database.client.query('DELETE FROM "RateLimit"')
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
      test(`the action ${name} by ${who ?? 'nobody'} is ${allowed ? 'let in and reads the form' : 'refused and noted'}`, async () => {
        const person = who && people[who]
        // There are more actions by now than refusals that are noted of one network in an hour.
        await database.client.query('DELETE FROM "RateLimit"')
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

  for (const [route, { at, answers }] of Object.entries(ROUTES))
    test(`${route} answers nobody, a viewer, an editor and an admin ${answers.join(', ')}`, async () => {
      const before = await written()
      const given = []
      for (const who of WHO) {
        const person = who && people[who]
        const headers = person ? { cookie: `accord.session_token=${person.cookie}` } : undefined
        const answer = await fetch(ledger.address + at, { redirect: 'manual', ...(headers && { headers }) })
        given.push(answer.status)
        // What never ends is not read.
        await answer.body?.cancel()
      }
      expect(given).toEqual(answers)
      expect(await written()).toBe(before)
    })

  test('an action that is refused over and over does not fill the record', async () => {
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
