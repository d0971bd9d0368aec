import { median } from '../support/numbers'

/** What is used of a report of Lighthouse. */
export type Report = {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, Audit>
  environment: { benchmarkIndex: number }
}
type Audit = {
  id: string
  title: string
  score: number | null
  numericValue?: number
  displayValue?: string
  details?: { items?: { node?: { snippet?: string }; url?: string }[] }
}
/** A device, and the least performance score on it. */
export type Preset = { name: string; performance: number }

const FLAWLESS = { accessibility: 'accessibility', 'best-practices': 'best practices', seo: 'SEO' }
const MOST_SHIFT = 0.02

/** Prints what the runs of one page found, and returns how many thresholds they miss. */
export function tellRuns(page: string, preset: Preset, reports: Report[]): number {
  const performances = reports.map((report) => scoreOf(report, 'performance'))
  const performance = median(performances)
  const middle = reports[performances.indexOf(performance)] as Report
  const shift = Math.max(...reports.map(({ audits }) => audits['cumulative-layout-shift']?.numericValue ?? Number.NaN))
  const lowest = Object.entries(FLAWLESS).map(([category, name]) => ({
    name,
    least: Math.min(...reports.map((report) => scoreOf(report, category))),
  }))
  const misses = [performance < preset.performance, !(shift <= MOST_SHIFT), ...lowest.map(({ least }) => least < 100)]
  const missed = misses.filter(Boolean).length

  const spread = `${Math.min(...performances)} to ${Math.max(...performances)}`
  const transfer = ((middle.audits['total-byte-weight']?.numericValue ?? Number.NaN) / 1000).toFixed(0)
  const flawless = lowest.map(({ name, least }) => `${name} ${least}`).join(', ')
  console.log(
    `${missed ? '✗' : '✓'} ${page} ${preset.name}: performance ${performance} (${spread}), ${flawless}, ` +
      `CLS ${shift.toFixed(3)}, ${transfer} kB transferred, machine ${middle.environment.benchmarkIndex}`,
  )
  if (performance < preset.performance) for (const line of failingIn(middle, 'performance', 0.9)) console.log(line)
  const failing = reports.flatMap((report) => Object.keys(FLAWLESS).flatMap((name) => failingIn(report, name, 1)))
  for (const line of new Set(failing)) console.log(line)
  return missed
}

const scoreOf = ({ categories }: Report, category: string) => Math.round((categories[category]?.score ?? 0) * 100)

/** The audits of a category below a score, each with what it found. Of performance, only those that make up its score. */
function failingIn({ categories, audits }: Report, category: string, least: number): string[] {
  const refs = categories[category]?.auditRefs ?? []
  return refs
    .filter(({ weight }) => weight > 0 || category !== 'performance')
    .map(({ id }) => audits[id])
    .filter((audit) => audit !== undefined)
    .filter(({ score }) => score !== null && score < least)
    .map(({ id, title, displayValue, details }) => {
      const found = (details?.items ?? []).map((item) => item.node?.snippet ?? item.url ?? JSON.stringify(item))
      return `    ${category}, ${id}: ${title} ${displayValue ?? ''} ${found.join(' ').slice(0, 600)}`.trimEnd()
    })
}
