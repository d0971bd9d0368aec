import { actionOfBuild, assessmentOf, callAction } from '../support/action-client'
import { becomes } from '../support/patience'

/** How long an answer may take, and how long the ledger may take to recover, in milliseconds. */
export const ANSWERED_WITHIN = 35_000
const RECOVERED_WITHIN = 15_000

/** Notes what did not hold. */
export type Expect = (holds: boolean, sentence: string) => void
export type Ask = ReturnType<typeof askOf>
export type Answer = Awaited<ReturnType<Ask['page']>>

/** How a ledger is asked, by a reader and by the editor with this cookie. */
export function askOf(address: string, cookie: string) {
  const action = actionOfBuild('assess')
  let forms = 0
  let version = ''

  async function get(page: string, headers: Record<string, string> = {}) {
    const began = performance.now()
    const response = await fetch(address + page, { headers, signal: AbortSignal.timeout(2 * ANSWERED_WITHIN) })
    const text = await response.text()
    const retryAfter = response.headers.get('retry-after') ?? ''
    return { status: response.status, text, retryAfter, milliseconds: performance.now() - began }
  }
  const api = () => get('/api/v1/commitments/SF-04')
  const page = ({ signedIn = false } = {}) => get('/en/commitments', signedIn ? { cookie } : {})

  async function write() {
    const item = await api()
    if (item.status === 200) version = String(JSON.parse(item.text).version)
    forms += 1
    const says = `Drill form ${forms}. ${'x'.repeat(3_000)}`
    const fields = assessmentOf('SF-04', version || '1', says)
    const { answer } = await callAction({ address, page: '/en/commitments/SF-04/assess', action, fields, cookie })
    return { says, done: answer?.done === true, code: answer ? String(answer.code) : 'with no answer' }
  }

  /** Everyone is told that the database is away, and when to ask again. */
  async function expectAway(expect: Expect) {
    // What was under way may still have ended well.
    await api()
    const [anonymous, answer, signedIn, written] = await Promise.all([page(), api(), page({ signedIn: true }), write()])
    const answers = { page: anonymous, 'page of an editor': signedIn, API: answer }
    for (const [what, { status, retryAfter, text }] of Object.entries(answers)) {
      expect(status === 503, `the ${what} answers ${status}`)
      expect(/^\d+$/.test(retryAfter), `the ${what} does not say when to ask again`)
      const says = what === 'API' ? 'The database cannot be reached' : 'This page could not be shown'
      expect(text.includes(says), `the ${what} does not say what is the matter`)
    }
    expect(written.code === 'UNAVAILABLE', `a write is answered ${written.code}`)
  }

  /** Before long pages are shown again and a write is recorded. */
  async function expectWell(expect: Expect) {
    let statuses: number[] = []
    const isWell = async () => {
      statuses = (await Promise.all([page({ signedIn: true }), api()])).map(({ status }) => status)
      return statuses.every((status) => status === 200)
    }
    if (!(await becomes(isWell, RECOVERED_WITHIN)))
      return expect(false, `after ${RECOVERED_WITHIN / 1000} s a page and the API still answer ${statuses.join(', ')}`)
    const { done, code } = await write()
    expect(done, `a write is answered ${code} when all is well again`)
  }

  return { api, page, write, expectAway, expectWell }
}

/** All of these were told 503 and when to ask again, in time. */
export function expectRefused(answers: Answer[], expect: Expect) {
  const statuses = answers.map(({ status }) => status)
  expect(
    statuses.every((status) => status === 503),
    `readers were answered ${statuses}`,
  )
  expect(
    answers.every(({ retryAfter }) => /^\d+$/.test(retryAfter)),
    'an answer does not say when to ask again',
  )
  const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds))
  expect(slowest < ANSWERED_WITHIN, `a reader waited for ${slowest.toFixed(0)} ms`)
}
