import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { dateOf, dayAt, dayOf, formatDay, formatDays, isDay, nextDay, startOfDay, yearsAfter } from '@/lib/day'
import { languageName } from '@/lib/language-name'

describe('a day', () => {
  test.each([
    ['2023-11-15', true],
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2023-04-31', false],
    ['2023-13-01', false],
    ['2023-00-10', false],
    ['2023-1-5', false],
    ['0000-01-01', false],
    ['0001-01-01', true],
    ['9999-12-31', true],
    ['10000-01-01', false],
    ['2023-11-15T00:00:00Z', false],
    [' 2023-11-15', false],
    ['２０２３-11-15', false],
    ['', false],
  ])('%s exists in the calendar: %s', (text, exists) => expect(isDay(text)).toBe(exists))

  test.each([
    ['2023-11-15T23:30:00Z', 'UTC', '2023-11-15'],
    ['2023-11-15T23:30:00Z', 'Asia/Shanghai', '2023-11-16'],
    ['2023-11-15T02:30:00Z', 'America/Los_Angeles', '2023-11-14'],
    ['2024-02-29T12:00:00Z', 'UTC', '2024-02-29'],
  ])('%s is, in %s, the day %s', (instant, zone, day) => expect(dayAt(new Date(instant), zone)).toBe(day))

  test.each([
    ['2023-11-15', 'UTC', '2023-11-15T00:00:00.000Z'],
    ['2023-11-15', 'Asia/Shanghai', '2023-11-14T16:00:00.000Z'],
    ['2024-03-10', 'America/Los_Angeles', '2024-03-10T08:00:00.000Z'],
    ['2024-03-11', 'America/Los_Angeles', '2024-03-11T07:00:00.000Z'],
    ['2024-01-01', 'Pacific/Kiritimati', '2023-12-31T10:00:00.000Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['0001-01-01', 'UTC', '0001-01-01T00:00:00.000Z'],
    ['0001-01-01', 'Asia/Shanghai', '0001-01-01T00:00:00.000Z'],
    ['0001-01-02', 'UTC', '0001-01-02T00:00:00.000Z'],
  ])('%s begins, in %s, at %s', (day, zone, instant) => expect(startOfDay(day, zone).toISOString()).toBe(instant))

  test.each([
    ['2023-11-15', 1, '2024-11-15'],
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2023-02-28', 1, '2024-02-28'],
  ])('%s and %i years are %s', (day, years, later) => expect(yearsAfter(day, years)).toBe(later))

  test.each([
    ['2023-12-31', '2024-01-01'],
    ['2024-02-28', '2024-02-29'],
    ['2023-02-28', '2023-03-01'],
  ])('after %s comes %s', (day, next) => expect(nextDay(day)).toBe(next))

  test.each([
    ['2024-04-26', null, 'en', '26 Apr 2024'],
    ['2024-04-26', null, 'zh', '2024年4月26日'],
    ['2024-04-26', '2024-04-26', 'en', '26 Apr 2024'],
    ['2024-04-26', '2024-04-28', 'en', '26–28 Apr 2024'],
    ['2024-04-26', '2024-09-01', 'en', '26 Apr–1 Sept 2024'],
    ['2024-12-26', '2025-01-01', 'en', '26 Dec 2024–1 Jan 2025'],
    ['2024-04-26', '2024-04-28', 'zh', '2024年4月26日至28日'],
    ['2024-04-26', '2024-09-01', 'zh', '2024年4月26日至9月1日'],
    ['2024-12-26', '2025-01-01', 'zh', '2024年12月26日至2025年1月1日'],
  ] as const)('from %s to %s reads in %s: %s', (first, last, locale, text) => {
    if (last === null) expect(formatDay(first, locale)).toBe(text)
    expect(formatDays(first, last, locale)).toBe(text)
  })

  test('reads the same on the server and in any browser, whatever their Intl knows', () => {
    vi.stubGlobal('Intl', {})
    const said = [
      formatDays('2024-04-26', '2024-09-01', 'en'),
      formatDay('0987-01-02', 'zh'),
      languageName('zh-CN', 'en'),
    ]
    vi.unstubAllGlobals()
    expect(said).toEqual(['26 Apr–1 Sept 2024', '987年1月2日', 'Chinese (China)'])
  })

  test('goes into a database date and back unchanged, and is never a day of its own making', () => {
    const dates = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-30'), noInvalidDate: true })
    fc.assert(
      fc.property(dates, (date) => {
        const day = dayOf(date)
        expect(isDay(day)).toBe(true)
        expect(dayOf(dateOf(day))).toBe(day)
        expect(nextDay(day) > day).toBe(true)
      }),
    )
  })
})
