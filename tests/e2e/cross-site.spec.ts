import { expect, test } from '@playwright/test'
import pg from 'pg'
import { contentOf } from '../../drills/fuzz/content'
import { FORMS } from '../../drills/fuzz/forms'
import { actionsOfBuild, callAction } from '../../drills/support/action-client'
import { type SignedIn, signedIn } from '../support/people'
import { openLedger } from '../support/server'
import { summit } from '../support/summit'
import { ACTIONS } from './doors'

/** What a browser, or what only claims to be one, says of where a form comes from. */
const ELSEWHERE: Record<string, (address: string) => Record<string, string | null>> = {
  'another site': () => ({ Origin: 'https://evil.example' }),
  'another site, whose name begins like ours': (address) => ({ Origin: `${address}.evil.example` }),
  'another port': (address) => ({ Origin: address.replace(/\d+$/, '1') }),
  'another site that claims to be passed on by a proxy': () => ({
    ...{ Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' },
  }),
  'a page without a site (null)': () => ({ Origin: 'null' }),
  'nowhere that is said': () => ({ Origin: null }),
  'nowhere that can be read': () => ({ Origin: 'elsewhere' }),
}

test.describe('a form that comes from', () => {
  test.describe.configure({ mode: 'default' })
  const ledger = {} as Awaited<ReturnType<typeof openLedger>>
  const database = {} as { client: pg.Client }
  const admin = {} as SignedIn
  test.beforeAll(async () => {
    Object.assign(ledger, await openLedger(summit()))
    database.client = new pg.Client({ connectionString: ledger.url })
    await database.client.connect()
    Object.assign(admin, await signedIn(ledger.url, 'ADMIN'))
  })
  test.afterAll(async () => {
    await database.client?.end()
    await ledger.close?.()
  })

  const cookie = () => `accord.session_token=${admin.cookie}`
  const send = (name: string, headers: Record<string, string | null> = {}) =>
    callAction({
      ...{ address: ledger.address, page: FORMS[name]?.page ?? '', action: actionsOfBuild().get(name) ?? '' },
      ...{ fields: FORMS[name]?.fields ?? {}, cookie: cookie(), headers },
    })
  /** Everything that can be written, with who is signed in and what was counted against whom. */
  const written = async () => {
    const { rows } = await database.client.query(
      'SELECT (SELECT count(*) FROM "Session") AS sessions, (SELECT count(*) FROM "RateLimit") AS limits,' +
        ' (SELECT count(*) FROM "Change") AS changes',
    )
    return [await contentOf(database.client), rows[0]]
  }

  for (const [where, headersOf] of Object.entries(ELSEWHERE)) {
    test(`${where} changes nothing, whatever its action`, async () => {
      const before = await written()
      for (const name of Object.keys(ACTIONS)) {
        const { status, answer } = await send(name, headersOf(ledger.address))
        // What Next itself turns away is answered 500; what it lets through, we answer.
        if (status !== 500) expect(answer, name).toMatchObject({ done: false, code: 'FORBIDDEN' })
      }
      expect(await written()).toEqual(before)
    })

    test(`${where} changes nothing when it is sent as forms were before scripts`, async () => {
      const before = await written()
      for (const name of Object.keys(ACTIONS)) {
        const body = new FormData()
        body.set(`$ACTION_ID_${actionsOfBuild().get(name)}`, '')
        for (const [field, value] of Object.entries(FORMS[name]?.fields ?? {})) body.set(field, String(value))
        const all = { cookie: cookie(), ...headersOf(ledger.address) }
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
