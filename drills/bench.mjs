#!/usr/bin/env node
// Measures a running ledger: first-load JavaScript, and how long it takes to answer.
//   npm run bench -- [--url http://127.0.0.1:3000] [--requests 200] [--rounds 5]
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    requests: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
  },
})
const requests = Number(values.requests)
const rounds = Number(values.rounds)

for (const page of ['/en', '/en/commitments', '/en/commitments/SF-01']) {
  const html = await (await fetch(values.url + page)).text()
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag))
  const sizes = await Promise.all(
    scripts.map(
      async ([, src]) => gzipSync(Buffer.from(await (await fetch(new URL(src, values.url))).arrayBuffer())).length,
    ),
  )
  const sum = sizes.reduce((total, size) => total + size, 0)
  console.log(`${page}: ${(sum / 1000).toFixed(1)} kB of JavaScript, gzipped, in ${sizes.length} files`)
}

const long = 'a'.repeat(10_000)
for (const path of [
  '/api/v1/commitments',
  '/en/commitments',
  '/zh',
  '/zh/commitments/SF-28',
  `/api/v1/commitments?q=${long}`,
  `/api/v1/commitments?q=${encodeURIComponent('海'.repeat(10_000))}`,
  '/api/v1/commitments?page=1000000000',
  '/api/v1/commitments?asOf=2024-07-18&sort=-lastFollowUpOn',
]) {
  const medians = []
  for (let round = 0; round < rounds; round += 1) medians.push(median(await durations(values.url + path)))
  const spread = `${Math.min(...medians).toFixed(1)} to ${Math.max(...medians).toFixed(1)}`
  console.log(
    `${path.slice(0, 60)}: p50 ${median(medians).toFixed(1)} ms (${spread} over ${rounds} rounds of ${requests})`,
  )
}

/** Milliseconds of each of `requests` requests, one after another, the body read whole. */
async function durations(url) {
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

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
}
