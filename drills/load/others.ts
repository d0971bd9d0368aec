import { setTimeout as pause } from 'node:timers/promises'
import { get } from '../support/get'
import { count, percentile } from '../support/numbers'

const PAGES = ['/en', '/en/commitments', '/en/commitments/SF-09', '/zh', '/zh/commitments']
/** 95 of a hundred pages take at most so many milliseconds. */
const PAGE_WITHIN = 1_000
/** People beside the crowd, and for how long each reads a page on average, in milliseconds. */
const OTHERS = 10
const READING_MS = 3_000

/** Ten people read for so many seconds, each at an address of their own, with a pause before each page. */
export async function meetOthers(address: string, phase: string, seconds: number, wrong: string[]) {
  const { times, others, p95 } = await meetAmongMany(address, phase, seconds, wrong)
  if (!(p95 < PAGE_WITHIN)) wrong.push(`${phase}: pages took ${p95} ms (p95)`)
  if (times.length === 0 || (others['503'] ?? 0) > times.length / 20)
    wrong.push(`${phase}: ${others['503']} pages were refused`)
}

/** The same beside a crowd, which may have them told to come again. */
export async function meetAmongMany(address: string, phase: string, seconds: number, wrong: string[]) {
  const { times, others } = await meet(address, seconds, OTHERS, async (n) => {
    await pause(2 * READING_MS * Math.random())
    return `127.0.5.${n + 1}`
  })
  const p95 = tell(phase, times, others)
  if (Object.keys(others).some((status) => status !== '503')) wrong.push(`${phase}: answered ${JSON.stringify(others)}`)
  return { times, others, p95 }
}

/** So many read without a pause at one address. */
export async function meetCrowd(address: string, phase: string, seconds: number, many: number) {
  const { times, others } = await meet(address, seconds, many, async () => '127.0.4.1')
  tell(phase, times, others)
}

async function meet(address: string, seconds: number, many: number, from: (n: number) => Promise<string>) {
  const times: number[] = []
  const others: Record<string, number> = {}
  const until = performance.now() + seconds * 1_000
  const read = async (n: number) => {
    for (let page = n; performance.now() < until; page += 1) {
      const localAddress = await from(n)
      const { status, milliseconds } = await get(address + PAGES[page % PAGES.length], localAddress)
      if (status === '200') times.push(milliseconds)
      else count(others, status)
    }
  }
  await Promise.all(Array.from({ length: many }, (_, n) => read(n)))
  return { times, others }
}

function tell(phase: string, times: number[], others: Record<string, number>): number {
  const [p50, p95 = Number.NaN, most] = [0.5, 0.95, 1].map((share) => Math.round(percentile(times, share)))
  const refused = Object.keys(others).length ? `, and ${JSON.stringify(others)}` : ''
  console.log(`${phase}: ${times.length} pages, p50 ${p50} ms, p95 ${p95} ms, slowest ${most} ms${refused}`)
  return p95
}
