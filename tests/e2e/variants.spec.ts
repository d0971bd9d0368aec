import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { contentOf } from '../../drills/fuzz/content'
import { FORMS } from '../../drills/fuzz/forms'
import { actionsOfBuild } from '../../drills/support/action-client'
import words from '../../messages/en.json' with { type: 'json' }
import { root } from '../../scripts/settings.mjs'
import { pick } from '../support/full'
import type { SignedIn } from '../support/people'
import { summit } from '../support/summit'
import { ROUTES } from './doors'
import { ownLedger } from './ledger'

/** What only those may read who are signed in: the desk's plan, and people. */
const PRIVATE = {
  plan: {
    plannedStepEn: 'Planned behind a door',
    plannedStepZh: '门后的计划',
    plannedStepOn: '2031-07-19',
    workingNotes: 'Notes behind a door',
  },
  name: 'Person behind a door',
}

/** Something that a protected address says to those who may read it, and none of them says to the public. */
const { assess, followUp, retitle, withdraw, newCommitment } = words
const MARKS: Record<string, string> = {
  '/[locale]/account': PRIVATE.name,
  '/[locale]/people': PRIVATE.name,
  '/[locale]/commitments/[ref]/assess': assess.effectiveHint,
  '/[locale]/commitments/[ref]/follow-ups/new': followUp.reasonHint,
  '/[locale]/commitments/[ref]/follow-ups/[key]/correct': followUp.reasonHint,
  '/[locale]/commitments/[ref]/follow-ups/[key]/withdraw': followUp.reasonHint,
  '/[locale]/commitments/[ref]/retitle': retitle.reasonHint,
  '/[locale]/commitments/[ref]/withdraw': withdraw.reasonHint,
  '/[locale]/commitments/new': newCommitment.quotesHint,
}

/** Addresses that everybody may read, where those who are signed in read more. */
const SHARED = [
  '/en/commitments/SF-06',
  '/en',
  '/en/commitments',
  '/en/changes',
  '/en/changes?item=SF-06',
  '/en/domains/dialogue',
  '/en/commitments.csv',
  '/api/v1/commitments',
  '/api/v1/commitments/SF-06',
  '/api/v1/summary',
]

/** A page, and what an open page asks for to become it. */
const BOTH: Record<string, string>[] = [{}, { RSC: '1' }]

const protectedRoutes = Object.entries(ROUTES).filter(([, { answers }]) => answers[0] === 401)
const ALL_MARKS = [...new Set([...Object.values(MARKS), ...Object.values(PRIVATE.plan)])]

/** Of each guard, which is known by whom it lets in, the first address. */
const guards = new Map(protectedRoutes.map(([route, { answers }]) => [answers.join(), route] as const).reverse())

/** Three of them, from the first to the last, so that with three headers and three addresses there are six forms. */
const few = <Form>(all: readonly Form[]): Form[] =>
  all.filter((_, nth) => nth === 1 || nth === all.length >> 1 || nth === all.length - 1)

const assessing = actionsOfBuild().get('assess') ?? ''

/** By what a request may try to be taken for something else: what Next asks itself, and what servers before it add. */
function headersFor(at: string): Record<string, string>[] {
  const rsc = { RSC: '1' }
  const tree = (names: string[]): unknown =>
    names.length === 0
      ? ['__PAGE__', {}, null, 'refetch']
      : [names[0] === 'en' ? ['locale', 'en', 'd'] : names[0], { children: tree(names.slice(1)) }]
  const state = encodeURIComponent(JSON.stringify(['', { children: tree(at.split('/').slice(1)) }, null, null]))
  const segments = ['/_tree', '/_full', `${at.replace('/en', '/$d$locale')}/__PAGE__`]
  const prefetch = { ...rsc, 'Next-Router-Prefetch': '1' }
  const subrequests = ['proxy', 'middleware', 'src/middleware'].map((one) => Array(5).fill(one).join(':'))
  return [
    {},
    rsc,
    prefetch,
    { ...rsc, 'Next-Router-Prefetch': '2' },
    ...segments.map((segment) => ({ ...prefetch, 'Next-Router-Segment-Prefetch': segment })),
    { ...rsc, 'Next-Router-State-Tree': state },
    { ...rsc, 'Next-Router-State-Tree': state, 'Next-URL': '/en/commitments' },
    { ...rsc, 'Next-URL': '/en/commitments/SF-06' },
    ...subrequests.map((one) => ({ 'x-middleware-subrequest': one })),
    { ...rsc, 'x-middleware-subrequest': subrequests[0] ?? '' },
    { 'x-middleware-prefetch': '1' },
    { 'x-middleware-next': '1', 'x-middleware-rewrite': at },
    { 'x-nextjs-data': '1' },
    { purpose: 'prefetch' },
    { 'Next-Action': assessing, ...rsc },
    { 'x-matched-path': at, 'x-invoke-path': at, 'x-invoke-status': '200', 'x-invoke-output': at },
    { 'x-now-route-matches': '1', 'x-prerender-revalidate': '1' },
    { 'X-Original-URL': at, 'X-Rewrite-URL': at },
    { 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'localhost' },
    { Authorization: 'Bearer x', cookie: 'accord.session_token=x.y; __Host-accord.session_token=x.y' },
    { cookie: '__prerender_bypass=x; __next_preview_data=x' },
  ]
}

/** How an address may be written to be taken for something else. */
function pathsFor(at: string, build: string): string[] {
  const [path = '', query] = at.split('?')
  const last = path.lastIndexOf('/') + 1
  const encoded = `${path.slice(0, last)}%${path.charCodeAt(last).toString(16)}${path.slice(last + 1)}`
  const paths = [
    `${path}.rsc`,
    `${path}.prefetch.rsc`,
    `${path}.html`,
    `${path}.json`,
    `${path}.txt`,
    `${path}/`,
    `/${path}`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.segments/_full.segment.rsc`,
    `${path}/index.rsc`,
    `${path};x`,
    `/_next/data/${build}${path}.json`,
    `/_next/static/..${path}`,
    `/_next/..%2f..${path}`,
    `/x/..%2f${path.slice(1)}`,
    encoded,
    encoded.replace('%', '%25'),
    path.toUpperCase(),
    `/en${path}`,
    `/zh/..${path}`,
    `${path}%00`,
    `${path}%2f`,
    `/_next/image?url=${encodeURIComponent(path)}&w=640&q=75`,
  ]
  return [...(query ? paths.map((one) => `${one}?${query}`) : paths), `${path}?_rsc=x${query ? `&${query}` : ''}`]
}

test('every protected address says something by which it would be noticed', () => {
  expect(Object.keys(MARKS).sort()).toEqual(protectedRoutes.map(([route]) => route).sort())
})

test.describe('asked by nobody, however it is asked,', () => {
  const ledger = ownLedger(summit())
  const admin = {} as SignedIn
  const build = readFileSync(path.join(root, '.next', 'BUILD_ID'), 'utf8')
  test.beforeAll(async () => {
    Object.assign(admin, await ledger.person('ADMIN', PRIVATE.name))
    const nothingPlanned = Object.fromEntries(
      Object.keys(FORMS.changePlan?.fields ?? {}).flatMap((name) => (name.startsWith('base.') ? [[name, '']] : [])),
    )
    const fields = {
      ...FORMS.changePlan?.fields,
      ...nothingPlanned,
      'base.reviewEveryDays': '365',
      ...PRIVATE.plan,
      responsible: admin.id,
    }
    const { answer } = await ledger.act('changePlan', { page: '/en/commitments/SF-06', fields, by: admin })
    expect(answer).toMatchObject({ done: true })
  })

  /** All that an answer says, and all that it leads to. */
  async function said(at: string, init: { method?: string; headers?: Record<string, string> } = {}): Promise<string> {
    let text = ''
    for (let url: URL | null = new URL(ledger.address + at), hops = 0; url && hops < 5; hops += 1) {
      const answer: Response = await fetch(url, { ...init, redirect: 'manual' })
      const location = answer.headers.get('location')
      text += JSON.stringify([...answer.headers]) + (await answer.text())
      const next: URL | null = location ? new URL(location, url) : null
      url = next?.host === url.host ? next : null
    }
    return text
  }
  const marksIn = (text: string) => ALL_MARKS.filter((mark) => text.includes(mark))

  /** Asks an address in every form, or in six of them, and holds that none says what is not for everybody. */
  async function expectNothingSaid(at: string, isFirst: boolean): Promise<void> {
    const allHeaders = headersFor(at)
    const allPaths = pathsFor(at, build)
    for (const headers of isFirst ? allHeaders : pick(allHeaders, few(allHeaders)))
      expect(marksIn(await said(at, { headers })), JSON.stringify(headers)).toEqual([])
    for (const written of isFirst ? allPaths : pick(allPaths, few(allPaths)))
      for (const headers of isFirst ? BOTH : pick(BOTH, BOTH.slice(-1)))
        expect(marksIn(await said(written, { headers })), written).toEqual([])
  }

  for (const [route, { at }] of protectedRoutes)
    test(`${route} gives nothing away`, async () => {
      // Those who may read it see the mark in both forms, and so would nobody.
      for (const headers of BOTH)
        expect(await said(at, { headers: { ...headers, cookie: admin.cookie } })).toContain(MARKS[route])
      await expectNothingSaid(at, guards.get(ROUTES[route]?.answers.join() ?? '') === route)
    })

  for (const [nth, at] of SHARED.entries())
    test(`${at} gives only what is everybody’s`, () => expectNothingSaid(at, nth === 0))

  test('nothing is written, no matter who asks', async () => {
    const before = await contentOf(await ledger.database())
    const asked: Record<string, string>[] = [
      ...BOTH,
      { 'Next-Router-Prefetch': '1', RSC: '1' },
      { 'Next-Action': assessing },
    ]
    for (const [nth, { at }] of Object.values(ROUTES).entries())
      for (const headers of at === '/api/events' ? [] : pick(asked, asked.slice(nth % asked.length).slice(0, 1)))
        for (const method of ['GET', 'HEAD']) await said(at, { method, headers: { cookie: admin.cookie, ...headers } })
    expect(await contentOf(await ledger.database())).toBe(before)
  })

  test('the plan is there for those who may read it', async () => {
    const all = await said('/en/commitments/SF-06', { headers: { cookie: admin.cookie } })
    for (const mark of [PRIVATE.plan.plannedStepEn, PRIVATE.plan.workingNotes, PRIVATE.name])
      expect(all).toContain(mark)
  })
})
