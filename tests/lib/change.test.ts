import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Change, canonicalJson, FIRST_PREVIOUS_HASH, firstBreak, hashOf } from '@/lib/change'

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

  test.each<[string, (changes: Change[]) => Change[], number]>([
    ['an altered entry', (c) => c.with(2, { ...at(c, 2), entry: { ...at(c, 2).entry, actor: 'someone' } }), 3],
    ['altered data', (c) => c.with(1, { ...at(c, 1), entry: { ...at(c, 1).entry, data: { n: 2.5 } } }), 2],
    ['an altered instant', (c) => c.with(0, { ...at(c, 0), at: '2024-01-01T00:00:00.001Z' }), 1],
    ['a row taken out', (c) => c.toSpliced(2, 1), 4],
    ['two rows exchanged', (c) => c.with(1, at(c, 2)).with(2, at(c, 1)), 3],
    ['a first row taken out', (c) => c.slice(1), 2],
    ['an altered hash', (c) => c.with(4, { ...at(c, 4), hash: 'f'.repeat(64) }), 5],
  ])('shows %s', async (_, tamper, sequence) => expect(await firstBreak(tamper(await chain(5)))).toBe(sequence))

  test('shows an altered row even where its own hash was made anew', async () => {
    const changes = await chain(5)
    const forged = { ...at(changes, 2), entry: { ...at(changes, 2).entry, actor: 'someone' } }
    expect(await firstBreak(changes.with(2, { ...forged, hash: await hashOf(forged) }))).toBe(4)
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
