import { expect, test } from '@playwright/test'
import { contentOf } from '../../drills/fuzz/content'
import { FORMS } from '../../drills/fuzz/forms'
import { actionsOfBuild } from '../../drills/support/action-client'
import { pick } from '../support/full'
import type { SignedIn } from '../support/people'
import { summit } from '../support/summit'
import { ACTIONS } from './doors'
import { ownLedger } from './ledger'

/** What a browser, or what only claims to be one, says of where a form comes from. */
const ELSEWHERE: Record<string, (address: string) => Record<string, string | null>> = {
  'another site': () => ({ Origin: 'https://evil.example' }),
  'another site, whose name begins like ours': (address) => ({ Origin: `${address}.evil.example` }),
  'another port': (address) => ({ Origin: address.replace(/\d+$/, '1') }),
  'another site that claims to be passed on by a proxy': () => ({
    Origin: 'https://evil.example',
    'X-Forwarded-Host': 'evil.example',
    Forwarded: 'host=evil.example',
  }),
  'a page without a site (null)': () => ({ Origin: 'null' }),
  'nowhere that is said': () => ({ Origin: null }),
  'nowhere that can be read': () => ({ Origin: 'elsewhere' }),
}

/** Each is answered by the one wrapper of all actions, so that all of them are sent from one place, and a few from the others. */
const FEW = ['assess', 'changePlan', 'addCommitment', 'signIn', 'changeMyPassword', 'changeRoleOf']
const actionsFor = (where: string) => pick(Object.keys(ACTIONS), where === 'another site' ? Object.keys(ACTIONS) : FEW)

test.describe('a form that comes from', () => {
  const ledger = ownLedger(summit())
  const admin = {} as SignedIn
  test.beforeAll(async () => {
    Object.assign(admin, await ledger.person('ADMIN'))
  })

  const send = (name: string, headers: Record<string, string | null> = {}) =>
    ledger.act(name, { page: FORMS[name]?.page ?? '', fields: FORMS[name]?.fields ?? {}, by: admin }, headers)
  /** Everything that can be written, with who is signed in and what was counted against whom. */
  const written = async () => {
    const [counts] = await ledger.sql(
      'SELECT (SELECT count(*) FROM "Session") AS sessions, (SELECT count(*) FROM "RateLimit") AS limits,' +
        ' (SELECT count(*) FROM "Change") AS changes',
    )
    return [await contentOf(await ledger.database()), counts]
  }

  for (const [where, headersOf] of Object.entries(ELSEWHERE)) {
    test(`${where} changes nothing, whatever its action`, async () => {
      const before = await written()
      for (const name of actionsFor(where)) {
        const { status, answer } = await send(name, headersOf(ledger.address))
        // What says that it is from elsewhere is turned away at the door; what says nothing, by the action.
        if (status !== 403) expect(answer, name).toMatchObject({ done: false, code: 'FORBIDDEN' })
      }
      expect(await written()).toEqual(before)
    })

    test(`${where} changes nothing when it is sent as forms were before scripts`, async () => {
      const before = await written()
      for (const name of actionsFor(where)) {
        const body = new FormData()
        body.set(`$ACTION_ID_${actionsOfBuild().get(name)}`, '')
        for (const [field, value] of Object.entries(FORMS[name]?.fields ?? {})) body.set(field, String(value))
        const all = { cookie: admin.cookie, ...headersOf(ledger.address) }
        const headers = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null)
        const answer = await fetch(ledger.address + (FORMS[name]?.page ?? ''), { method: 'POST', headers, body })
        expect(await answer.text(), name).not.toContain('"done":true')
      }
      expect(await written()).toEqual(before)
    })
  }

  test('the ledger itself is what those were, but for where they came from', async () => {
    for (const name of ['markReviewed', 'renameMyself', 'invitePerson']) {
      const before = await written()
      expect((await send(name)).answer, name).toMatchObject({ done: true })
      expect(await written(), name).not.toEqual(before)
    }
  })
})
