// What nobody would send, up to the limits of the web server: in addresses, headers and forms. None of it takes more than 50 ms
// of processor beyond the same page without it, and what is beyond the limits hardly any.
//   npm run drill -- hostile [--times 10] [--beyond 50] [--only /en/changes]
import { type Asked, ask, processorTimeOf } from './hostile/ask'
import { ADDRESSES, BEYOND, BODIES, FORMS, HEADINGS, QUERIES, SEGMENTS } from './hostile/kinds'
import { drill } from './support/drill'
import { throwawayLedger } from './support/ledgers'
import { median } from './support/numbers'

const WARMING_UP = 30

await drill({ times: 10, beyond: 50, only: '' }, async ({ options, scratch, wrong }) => {
  const { address, pid } = await throwawayLedger(scratch)

  /** The milliseconds of processor that the web server takes for one answer, and its status. */
  async function costOf(asked: Asked) {
    const before = processorTimeOf(pid)
    const status = await ask(address, asked)
    return { ms: processorTimeOf(pid) - before, status }
  }

  let worst = 0
  /** Asks both in turns, since a machine that does other work makes everything dearer for a while. */
  async function compare(what: string, hostile: Asked, plain: Asked) {
    const costs: { hostile: number[]; plain: number[] } = { hostile: [], plain: [] }
    const statuses = new Set<number>()
    for (let n = 0; n < options.times; n += 1) {
      costs.plain.push((await costOf(plain)).ms)
      const { ms, status } = await costOf(hostile)
      costs.hostile.push(ms)
      statuses.add(status)
    }
    const [ms, beyond] = [median(costs.hostile), median(costs.hostile) - median(costs.plain)]
    worst = Math.max(worst, beyond)
    const told = `${hostile.path.slice(0, 40)} with ${what}: ${[...statuses].join()}, ${ms.toFixed(1)} ms, ${beyond.toFixed(1)} beyond`
    console.log(told)
    if (beyond > options.beyond || [...statuses].some((status) => status >= 500)) wrong.push(told)
  }

  const addresses = options.only ? options.only.split(',') : ADDRESSES
  for (const path of addresses) {
    for (let n = 0; n < WARMING_UP; n += 1) await ask(address, { path })
    for (const [what, query] of Object.entries(QUERIES)) await compare(what, { path: `${path}?${query}` }, { path })
    for (const [what, headers] of Object.entries(HEADINGS)) await compare(what, { path, headers }, { path })
    for (const [what, segment] of Object.entries(SEGMENTS))
      await compare(what, { path: `${path}/${segment}` }, { path })
  }

  const form: Asked = { path: '/en/sign-in', action: 'signIn', fields: [['email', 'a@example.org']] }
  for (let n = 0; n < WARMING_UP; n += 1) await ask(address, form)
  for (const [what, fields] of Object.entries(FORMS)) await compare(what, { ...form, fields }, form)
  for (const [what, body] of Object.entries(BODIES)) await compare(what, { ...form, ...body }, form)

  for (const [what, asked] of Object.entries(BEYOND)) await compare(what, asked, { path: '/icon.svg' })
  return `at most ${worst.toFixed(1)} ms beyond the same page`
})
