import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '@/lib/canonical-json'
import { type Break, FIRST_PREVIOUS_HASH } from '@/lib/chain'
import type { Change } from '@/lib/change/change'
import { firstBreak, hashOf } from '@/tests/support/chain'

async function chain(length: number): Promise<Change[]> {
  const changes: Change[] = []
  for (let sequence = 1; sequence <= length; sequence++) {
    const entry = { actor: 'seed', action: 'commitment.created', subject: `T-${sequence}`, data: { n: sequence } }
    const previousHash = changes.at(-1)?.hash ?? FIRST_PREVIOUS_HASH
    const change = { sequence, at: '2024-01-01T00:00:00.000Z', entry, previousHash }
    changes.push({ ...change, hash: await hashOf(change) })
  }
  return changes
}

describe('the chain of changes', () => {
  test('is whole as it was written, and when it is empty', async () => {
    expect(await firstBreak([])).toBeNull()
    expect(await firstBreak(await chain(5))).toBeNull()
  })

  const numbered = (c: Change[]) => c.map((change, index) => ({ ...change, sequence: index + 1 }))

  test.each<[string, (changes: Change[]) => Change[] | Promise<Change[]>, Break['how'], number, number]>([
    ['an altered entry', (c) => c.with(2, by(at(c, 2), 'someone')), 'altered', 3, 3],
    ['altered data', (c) => c.with(1, { ...at(c, 1), entry: { ...at(c, 1).entry, data: 2.5 } }), 'altered', 2, 2],
    ['an altered instant', (c) => c.with(0, { ...at(c, 0), at: '2024-01-01T00:00:00.001Z' }), 'altered', 1, 1],
    ['an altered hash', (c) => c.with(4, { ...at(c, 4), hash: 'f'.repeat(64) }), 'altered', 5, 5],
    ['an altered previous hash', (c) => c.with(3, { ...at(c, 3), previousHash: 'f'.repeat(64) }), 'altered', 4, 4],
    [
      'an altered row with a hash of its own',
      async (c) => c.with(2, await rehashed(by(at(c, 2), 'x'))),
      'rewritten',
      3,
      3,
    ],
    ['a row taken out', (c) => c.toSpliced(2, 1), 'removed', 3, 3],
    ['several rows taken out', (c) => c.toSpliced(1, 3), 'removed', 2, 4],
    ['a first row taken out', (c) => c.slice(1), 'removed', 1, 1],
    ['a row taken out and the numbers closed up', (c) => numbered(c.toSpliced(2, 1)), 'removed', 3, 3],
    ['first rows taken out and the numbers closed up', (c) => numbered(c.slice(2)), 'removed', 1, 2],
    ['two rows that changed places', (c) => numbered(c.with(1, at(c, 3)).with(3, at(c, 1))), 'swapped', 2, 4],
    ['two neighbours that changed places', (c) => numbered(c.with(1, at(c, 2)).with(2, at(c, 1))), 'swapped', 2, 3],
    [
      'two entries that changed places',
      (c) => c.with(1, { ...at(c, 1), entry: at(c, 2).entry }).with(2, { ...at(c, 2), entry: at(c, 1).entry }),
      'swapped',
      2,
      3,
    ],
    ['a row put in', (c) => numbered(c.toSpliced(2, 0, by(at(c, 2), 'x'))), 'inserted', 3, 3],
    [
      'a row put in with a right hash',
      async (c) => numbered(c.toSpliced(2, 0, await rehashed(by(at(c, 2), 'x')))),
      'inserted',
      3,
      3,
    ],
    ['a row put in before the first', (c) => [{ ...by(at(c, 0), 'x'), sequence: 0 }, ...c], 'inserted', 0, 0],
  ])('shows %s', async (_, tamper, how, sequence, to) => {
    expect(await firstBreak(await tamper(await chain(6)))).toMatchObject({ how, sequence, to })
  })

  test('shows where any one row was altered, taken out, or changed places with another', async () => {
    const changes = await chain(9)
    const index = fc.nat({ max: 8 })
    await fc.assert(
      fc.asyncProperty(index, index, async (one, other) => {
        expect(await firstBreak(changes.with(one, by(at(changes, one), 'x')))).toMatchObject({
          how: 'altered',
          sequence: one + 1,
        })
        if (one < 8)
          expect(await firstBreak(changes.toSpliced(one, 1))).toMatchObject({ how: 'removed', sequence: one + 1 })
        const swapped = changes.with(one, at(changes, other)).with(other, at(changes, one))
        expect(await firstBreak(numbered(swapped))).toEqual(
          one === other
            ? null
            : expect.objectContaining({
                how: 'swapped',
                sequence: Math.min(one, other) + 1,
                to: Math.max(one, other) + 1,
              }),
        )
      }),
      { numRuns: 30 },
    )
  })
})

describe('canonical JSON', () => {
  test.each([
    [{ b: 1, a: [{ d: null, c: '会' }] }, '{"a":[{"c":"会","d":null}],"b":1}'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
    ['text', '"text"'],
    [[3, 1, 2], '[3,1,2]'],
  ])('of %j is %s', (value, text) => expect(canonicalJson(value)).toBe(text))

  test('is one text for one value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
      }),
    )
  })
})

function at(changes: Change[], index: number): Change {
  const change = changes[index]
  if (!change) throw new Error(`no change ${index}`)
  return change
}

const by = (change: Change, actor: string): Change => ({ ...change, entry: { ...change.entry, actor } })
const rehashed = async (change: Change): Promise<Change> => ({ ...change, hash: await hashOf(change) })
