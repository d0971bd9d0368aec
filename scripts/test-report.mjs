import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './settings.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number, files: Map<string, number> }} Counts `files`: seconds each */

/**
 * The counts in a report written by Vitest's or Playwright's JSON reporter; zeros when there is none.
 * @param {string} report the report's file
 * @returns {Counts}
 */
export function readReport(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0, skipped: 0, files: new Map() }
  const content = JSON.parse(readFileSync(report, 'utf8'))
  return content.stats ? ofPlaywright(content) : ofVitest(content)
}

/** One line over several reports; what was skipped has not passed. @param {Counts[]} counts */
export function totalOf(counts) {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed + count.skipped, 0)
  return `${passed} passed, ${failed} failed`
}

/** The files whose tests took longest, over several reports, one line each. @param {Counts[]} counts @param {number} most */
export function slowestOf(counts, most) {
  return counts
    .flatMap(({ files }) => [...files])
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([file, seconds]) => `${seconds.toFixed(1).padStart(7)} s  ${file}`)
}

/** @returns {Counts} */
function ofPlaywright(/** @type {import('@playwright/test/reporter').JSONReport} */ { stats, suites, config }) {
  const files = new Map()
  const add = (/** @type {import('@playwright/test/reporter').JSONReportSuite} */ suite) => {
    const file = path.relative(root, path.join(config.rootDir, suite.file))
    for (const { tests } of suite.specs)
      for (const { duration } of tests.flatMap(({ results }) => results))
        files.set(file, (files.get(file) ?? 0) + duration / 1000)
    for (const inner of suite.suites ?? []) add(inner)
  }
  for (const suite of suites) add(suite)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped, files }
}

/** @returns {Counts} */
function ofVitest(/** @type {import('vitest/reporters').JsonTestResults} */ report) {
  const seconds = (/** @type {(typeof report.testResults)[number]} */ { startTime, endTime }) =>
    (endTime - startTime) / 1000
  return {
    passed: report.numPassedTests,
    // A file that could not be read has failed, and none of its tests.
    failed: Math.max(report.numFailedTests, report.numFailedTestSuites && 1),
    skipped: report.numPendingTests + report.numTodoTests,
    files: new Map(report.testResults.map((result) => [path.relative(root, result.name), seconds(result)])),
  }
}
