import { expect, test } from '@playwright/test'
import { contentOf } from '../../drills/fuzz/content'
import { actionsOfBuild, routesOfBuild } from '../../drills/support/action-client'
import { ROLES, type Role } from '../../lib/account'
import type { SignedIn } from '../support/people'
import { summit } from '../support/summit'
import { ACTIONS, ROUTES } from './doors'
import { ownLedger } from './ledger'

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
  const ledger = ownLedger(summit())
  /** One person of each role. */
  const people = {} as Record<Role, SignedIn>
  let before = ''
  test.beforeAll(async () => {
    for (const role of ROLES) people[role] = await ledger.person(role)
    before = await contentOf(await ledger.database())
  })
  // Of one person only so few refusals are noted in an hour, and there are more actions than that.
  test.beforeEach(() => ledger.sql('DELETE FROM "RateLimit"'))

  const refusalsNoted = async (): Promise<string[]> => {
    const rows = await ledger.sql(`SELECT entry ->> 'actor' AS actor FROM "Change"
      WHERE entry ->> 'action' = 'access.refused' ORDER BY sequence`)
    return rows.map(({ actor }) => actor)
  }
  /** What nobody in particular was refused in this hour. */
  const callsCounted = async (): Promise<number> => {
    const [row] = await ledger.sql(`SELECT coalesce(sum(calls), 0)::int AS calls FROM "RefusedCall"`)
    return row.calls
  }

  for (const [name, { needs, page }] of Object.entries(ACTIONS))
    for (const who of WHO) {
      const allowed = needs === null || (who !== null && ROLES.indexOf(who) >= ROLES.indexOf(needs))
      test(`the action ${name} by ${who ?? 'nobody'} is ${allowed ? 'let in and reads the form' : 'refused and noted'}`, async () => {
        const person = who && people[who]
        const [{ length }, counted] = [await refusalsNoted(), await callsCounted()]
        const { answer } = await ledger.act(name, { page, fields: { role: 'ADMIN', ref: 'SF-06' }, by: person })
        const noted = (await refusalsNoted()).slice(length)
        if (allowed) {
          expect(answer).toMatchObject({ done: false, code: 'INVALID' })
          expect(noted).toEqual([])
          expect(await callsCounted()).toBe(counted)
        } else {
          expect(answer).toMatchObject({ done: false, code: who ? 'FORBIDDEN' : 'UNAUTHENTICATED' })
          expect(noted).toEqual(person ? [`user:${person.id}`] : [])
          expect(await callsCounted()).toBe(counted + (person ? 0 : 1))
        }
      })
    }

  for (const [route, { at, answers }] of Object.entries(ROUTES))
    test(`${route} answers nobody, a viewer, an editor and an admin ${answers.join(', ')}`, async () => {
      const given = []
      for (const who of WHO) {
        const person = who && people[who]
        const headers: Record<string, string> = person ? { cookie: person.cookie } : {}
        const answer = await fetch(ledger.address + at, { redirect: 'manual', headers })
        given.push(answer.status)
        // What never ends is not read.
        await answer.body?.cancel()
      }
      expect(given).toEqual(answers)
    })

  test('an action that is refused over and over does not fill the record', async () => {
    for (const [by, most] of [
      [null, 0],
      [people.VIEWER, 5],
    ] as const) {
      const before = (await refusalsNoted()).length
      const call = () => ledger.act('assess', { page: ACTIONS.assess?.page ?? '', by })
      for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 10 }, call))
      expect((await refusalsNoted()).length - before).toBe(most)
    }
  })

  test('nothing was written by all that was asked above', async () => {
    expect(await contentOf(await ledger.database())).toBe(before)
  })
})
