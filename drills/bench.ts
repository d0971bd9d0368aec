// Measures a running ledger: the JavaScript that a first visit loads, and how long it takes to answer.
//   npm run drill -- bench [--url http://127.0.0.1:3000] [--requests 200] [--rounds 5]
import { gzipSync } from 'node:zlib'
import { conduct, leave } from '@/scripts/shutdown.mjs'
import { optionsFrom } from './support/drill'
import { median } from './support/numbers'

const PAGES = ['/en', '/en/commitments', '/en/commitments/SF-01']
const LONG = 'a'.repeat(10_000)
const ADDRESSES = [
  '/api/v1/commitments',
  '/en/commitments',
  '/zh',
  '/zh/commitments/SF-28',
  `/api/v1/commitments?q=${LONG}`,
  `/api/v1/commitments?q=${encodeURIComponent('海'.repeat(10_000))}`,
  '/api/v1/commitments?page=1000000000',
  '/api/v1/commitments?asOf=2024-07-18&sort=-lastFollowUpOn',
]

await conduct({ codeOnSignal: 130 }, async () => {
  const { url, requests, rounds } = optionsFrom({ url: 'http://127.0.0.1:3000', requests: 200, rounds: 5 })
  for (const page of PAGES) {
    const sizes = await scriptSizes(url + page)
    const sum = sizes.reduce((total, size) => total + size, 0)
    console.log(`${page}: ${(sum / 1000).toFixed(1)} kB of JavaScript, gzipped, in ${sizes.length} files`)
  }
  for (const address of ADDRESSES) {
    const medians = []
    for (let round = 0; round < rounds; round += 1) medians.push(median(await durations(url + address, requests)))
    const spread = `${Math.min(...medians).toFixed(1)} to ${Math.max(...medians).toFixed(1)}`
    console.log(
      `${address.slice(0, 60)}: p50 ${median(medians).toFixed(1)} ms (${spread} over ${rounds} rounds of ${requests})`,
    )
  }
  await leave(0)
})

/** The size of each script that a page loads at first, gzipped, in bytes. */
async function scriptSizes(page: string): Promise<number[]> {
  const html = await (await fetch(page)).text()
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag))
  return Promise.all(
    scripts.map(async ([, source = '']) => {
      const answer = await fetch(new URL(source, page))
      return gzipSync(Buffer.from(await answer.arrayBuffer())).length
    }),
  )
}

/** Milliseconds of each of so many requests, one after another, the body read whole. */
async function durations(url: string, requests: number): Promise<number[]> {
  const all = []
  for (let index = 0; index < requests; index += 1) {
    const start = performance.now()
    const response = await fetch(url)
    await response.arrayBuffer()
    all.push(performance.now() - start)
    if (!response.ok) throw new Error(`${response.status} from ${url.slice(0, 100)}`)
  }
  return all
}
