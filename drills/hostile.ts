// What nobody would send, up to the limits of the web server: in addresses, headers and forms. None of it takes more than 50 ms
// of processor beyond the same page without it, and what is beyond the limits hardly any.
//   npm run drill -- hostile [--times 10] [--beyond 50]
import { type Asked, ask, processorTimeOf } from './hostile/ask'
import { ADDRESSES, BEYOND, FORMS, HEADINGS, QUERIES, SEGMENTS } from './hostile/kinds'
import { drill } from './support/drill'
import { throwawayLedger } from './support/ledgers'

const WARMING_UP = 30

await drill({ times: 10, beyond: 50 }, async ({ options, scratch, wrong }) => {
  const { address, pid } = await throwawayLedger(scratch)

  /** The milliseconds of processor that the web server takes for one of these, and the statuses of its answers. */
  async function costOf(asked: Asked, times = options.times) {
    const statuses = new Set<number>()
    const before = processorTimeOf(pid)
    for (let n = 0; n < times; n += 1) statuses.add(await ask(address, asked))
    return { ms: (processorTimeOf(pid) - before) / times, statuses: [...statuses].join() }
  }

  let worst = 0
  async function compare(what: string, hostile: Asked, plain: number) {
    const { ms, statuses } = await costOf(hostile)
    const beyond = ms - plain
    worst = Math.max(worst, beyond)
    console.log(
      `${hostile.path.slice(0, 40)} with ${what}: ${statuses}, ${ms.toFixed(1)} ms, ${beyond.toFixed(1)} beyond`,
    )
    if (beyond > options.beyond || /5\d\d/.test(statuses))
      wrong.push(`${hostile.path.slice(0, 40)} with ${what} took ${beyond.toFixed(1)} ms more (${statuses}).`)
  }

  for (const path of ADDRESSES) {
    await costOf({ path }, WARMING_UP)
    const { ms: plain } = await costOf({ path }, 2 * options.times)
    for (const [what, query] of Object.entries(QUERIES)) await compare(what, { path: `${path}?${query}` }, plain)
    for (const [what, headers] of Object.entries(HEADINGS)) await compare(what, { path, headers }, plain)
    for (const [what, segment] of Object.entries(SEGMENTS)) await compare(what, { path: `${path}/${segment}` }, plain)
  }

  const form: Asked = { path: '/en/sign-in', action: 'signIn', fields: [['email', 'a@example.org']] }
  await costOf(form, WARMING_UP)
  const { ms: plain } = await costOf(form, 2 * options.times)
  for (const [what, fields] of Object.entries(FORMS)) await compare(what, { ...form, fields }, plain)

  for (const [what, asked] of Object.entries(BEYOND)) await compare(what, asked, 0)
  return `at most ${worst.toFixed(1)} ms beyond the same page`
})
