// Twenty people read, from one address, as behind one office's router, or from twenty: a page with its files, a second of
// thought, the next page. Nobody is told 503.
//   npm run drill -- readers [--addresses 1|20] [--readers 20] [--seconds 60]
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { drill } from './support/drill'
import { get } from './support/get'
import { throwawayLedger } from './support/ledgers'
import { count, percentile } from './support/numbers'

const PAGES = ['/en', '/en/commitments', '/en/commitments/SF-09', '/en/domains', '/en/changes', '/en/method']
const THOUGHT_MS = 1_000
/** As many as a browser opens to one address. */
const CONNECTIONS = 6

const defaults = { addresses: 1, readers: 20, seconds: 60 }
await drill(defaults, async ({ options, scratch, wrong }) => {
  const { addresses, readers, seconds } = options
  const { address } = await throwawayLedger(scratch)
  // What is loaded once is loaded by then, as for any ledger that has run for a while.
  for (const page of PAGES) await get(address + page)

  const times: number[] = []
  const pages: Record<string, number> = {}
  const files: Record<string, number> = {}
  const until = performance.now() + seconds * 1_000
  const readOn = async (n: number) => {
    const reader = readerAt(address, `127.0.7.${1 + (n % addresses)}`)
    await pause(THOUGHT_MS * Math.random())
    for (let page = n; performance.now() < until; page += 1) {
      const began = performance.now()
      const { status, asked } = await reader.read(PAGES[page % PAGES.length] ?? '')
      count(pages, status)
      for (const one of asked) count(files, one)
      if (status === 200) times.push(performance.now() - began)
      await pause(THOUGHT_MS)
    }
    reader.leave()
  }
  await Promise.all(Array.from({ length: readers }, (_, n) => readOn(n)))

  const [p50, p95] = [0.5, 0.95].map((share) => Math.round(percentile(times, share)))
  console.log(
    `pages ${JSON.stringify(pages)}, their files ${JSON.stringify(files)}; with files p50 ${p50} ms, p95 ${p95} ms`,
  )
  for (const [what, answers] of Object.entries({ pages, files }))
    if (Object.keys(answers).some((status) => status !== '200'))
      wrong.push(`${what} were answered ${JSON.stringify(answers)}`)
  return `${readers} readers from ${addresses} ${addresses === 1 ? 'address' : 'addresses'}, none told to come again`
})

/** Reads as a browser does: on a few connections, and each file once. */
function readerAt(address: string, localAddress: string) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const kept = new Set<string>()
  const fetchText = (path: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      http
        .get(address + path, { agent, localAddress }, async (response) => {
          let text = ''
          for await (const chunk of response.setEncoding('utf8')) text += chunk
          resolve({ status: response.statusCode ?? 0, text })
        })
        .on('error', reject)
    })
  return {
    async read(path: string) {
      const { status, text } = await fetchText(path)
      const fresh = [...new Set(text.match(/\/_next\/static\/[\w./~-]+\.(?:js|css)/g))].filter(
        (file) => !kept.has(file),
      )
      for (const file of fresh) kept.add(file)
      const asked = await Promise.all(fresh.map(async (file) => (await fetchText(file)).status))
      return { status, asked }
    },
    leave: () => agent.destroy(),
  }
}
