import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type Draft,
  draftsOf,
  dropDraft,
  dropDraftsExcept,
  findDraft,
  hasDrafts,
  keepDraft,
} from '@/components/ui/draft-store'

/** The storage of a tab, with room for so many characters. */
function storageOf(room: number): Storage {
  const items = new Map<string, string>()
  const used = () => [...items].reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  return {
    get length() {
      return items.size
    },
    key: (nth) => [...items.keys()][nth] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      const before = items.get(key)
      items.set(key, value)
      if (used() <= room) return
      if (before === undefined) items.delete(key)
      else items.set(key, before)
      throw new DOMException('full', 'QuotaExceededError')
    },
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  }
}

const aDraft = (text: string, at = 0): Draft => ({
  at,
  fields: [['why', text]],
  parts: { version: 3 },
  sent: { typed: '', key: '' },
})

let storage: Storage
let tab: EventTarget
const open = (given: Storage) => {
  storage = given
  tab = Object.assign(new EventTarget(), { sessionStorage: given })
  vi.stubGlobal('window', tab)
}
/** Whether the browser asks before the document is left. */
const isAsked = () => !tab.dispatchEvent(new Event('beforeunload', { cancelable: true }))
beforeEach(() => open(storageOf(1e7)))
afterEach(() => {
  dropDraftsExcept(null)
  vi.unstubAllGlobals()
})

describe('a draft', () => {
  test('is found by its name, in the tab’s storage too, until it is dropped', () => {
    expect([findDraft('a t-01'), hasDrafts()]).toEqual([null, false])
    expect(keepDraft('a t-01', aDraft('x'))).toBe(true)
    expect(findDraft('a t-01')).toEqual(aDraft('x'))
    expect(JSON.parse(storage.getItem('draft a t-01') ?? '')).toEqual(aDraft('x'))
    expect([findDraft('a t-02'), hasDrafts()]).toEqual([null, true])
    dropDraft('a t-01')
    expect([findDraft('a t-01'), storage.length, hasDrafts()]).toEqual([null, 0, false])
  })

  test('is found by another document of the tab', () => {
    storage.setItem('draft a t-09', JSON.stringify(aDraft('from before')))
    expect(findDraft('a t-09')).toEqual(aDraft('from before'))
  })

  test('is listed among those of its writer, the latest first, also from before', () => {
    storage.setItem('draft a old', JSON.stringify(aDraft('x', 1)))
    for (const [name, at] of [
      ['a newest', 3],
      ['b other', 4],
      ['a newer', 2],
    ] as const)
      keepDraft(name, aDraft('x', at))
    expect(draftsOf('a ').map(({ name }) => name)).toEqual(['a newest', 'a newer', 'a old'])
    expect(draftsOf('c ')).toEqual([])
  })

  test('of somebody else is forgotten, and nothing that is not a draft', () => {
    storage.setItem('else', 'x')
    for (const name of ['a t-01', 'b t-01', 'ab t-01']) keepDraft(name, aDraft(name))
    dropDraftsExcept('a ')
    expect(['a t-01', 'b t-01', 'ab t-01'].map((name) => findDraft(name) !== null)).toEqual([true, false, false])
    expect(storage.getItem('else')).toBe('x')
  })

  test('pushes out no other, however full the tab is, and is stored once there is room', () => {
    open(storageOf(1_000))
    keepDraft('a old', aDraft('x'.repeat(300), 1))
    keepDraft('a newer', aDraft('x'.repeat(300), 2))
    expect(keepDraft('a newest', aDraft('x'.repeat(300), 3))).toBe(false)
    expect(['old', 'newer', 'newest'].map((name) => findDraft(`a ${name}`) !== null)).toEqual([true, true, true])
    expect([storage.length, isAsked()]).toEqual([2, true])
    dropDraft('a old')
    expect([storage.getItem('draft a newest') !== null, isAsked()]).toEqual([true, false])
  })

  test('is kept beside any number of others', () => {
    for (let nth = 0; nth < 60; nth += 1) keepDraft(`a ${nth}`, aDraft('x', nth))
    expect([storage.length, findDraft('a 0')]).toEqual([60, aDraft('x', 0)])
  })

  test('that grew too large leaves what was stored of it, and is the one that is found', () => {
    keepDraft('a t-01', aDraft('x'))
    expect(keepDraft('a t-01', aDraft('x'.repeat(1_000_001)))).toBe(false)
    expect([findDraft('a t-01'), JSON.parse(storage.getItem('draft a t-01') ?? '')]).toEqual([
      aDraft('x'.repeat(1_000_001)),
      aDraft('x'),
    ])
  })

  test.each<[string, () => void]>([
    ['is too large', () => open(storageOf(1e7))],
    ['finds no room', () => open(storageOf(10))],
    [
      'is forbidden',
      () =>
        Object.defineProperty(tab, 'sessionStorage', {
          get() {
            throw new DOMException('forbidden', 'SecurityError')
          },
        }),
    ],
  ])('that %s stays while the document does, and the browser asks before that is left', (why, begin) => {
    begin()
    const draft = aDraft('x'.repeat(why === 'is too large' ? 1_000_001 : 5))
    expect(keepDraft('a t-01', draft)).toBe(false)
    expect([findDraft('a t-01'), isAsked()]).toEqual([draft, true])
    dropDraft('a t-01')
    expect([findDraft('a t-01'), isAsked()]).toEqual([null, false])
  })
})
