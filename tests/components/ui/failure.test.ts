import { describe, expect, test } from 'vitest'
import { failureOf, MOST_MEGABYTES } from '@/components/ui/failure'
import { LOCALES } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'
import { MOST_BYTES } from '@/server/form-body'
import { unrecognizedActionError } from '@/tests/support/next-errors'

const refusal = (code: string) => new Error(JSON.stringify({ error: { code, message: 'No.', field: null } }))

/** What Next’s client throws, and what came back. */
const THROWN: [string, unknown, ReturnType<typeof failureOf>][] = [
  ['nothing', new TypeError('Failed to fetch'), { key: 'lost', values: {} }],
  ['half an answer', new Error('Connection closed.'), { key: 'lost', values: {} }],
  [
    'that the server does not know the action',
    unrecognizedActionError(),
    { key: 'updated', values: {}, remedy: 'reload' },
  ],
  ['403, for another site', refusal('OTHER_SITE'), { key: 'otherSite', values: {} }],
  ['413, too large', refusal('TOO_LARGE'), { key: 'tooLarge', values: { most: 1 } }],
  ['503, too busy', refusal('UNAVAILABLE'), { key: 'busy', values: {} }],
  [
    '500, with a number',
    Object.assign(new Error('An error occurred in the Server Components render.'), { digest: '123' }),
    { key: 'broken', values: { number: '123' } },
  ],
  [
    'a page of a proxy',
    new Error('An unexpected response was received from the server.'),
    { key: 'notOurs', values: {} },
  ],
  ['a word of a proxy', new Error('no healthy upstream'), { key: 'notOurs', values: {} }],
  ['another refusal of the server', refusal('INVALID'), { key: 'refused', values: {} }],
  ['what looks like one, and is none', new Error('{"error":"no"}'), { key: 'notOurs', values: {} }],
]

describe('a form is told why it was not answered', () => {
  test.each(THROWN)('where what came back was %s', (_, thrown, expected) => expect(failureOf(thrown)).toEqual(expected))

  test('with the size that the server takes', () => expect(MOST_BYTES).toBe(MOST_MEGABYTES * 1024 * 1024))

  test.each(LOCALES)('in a sentence of its own for each cause, and for what is undone (%s)', (locale) => {
    const { form, recorded } = MESSAGES[locale]
    const keys = [...new Set(THROWN.map(([, , { key }]) => key))]
    for (const sentences of [form, recorded.failed] as Record<string, string>[])
      expect(new Set(keys.map((key) => sentences[key]).filter(Boolean)).size).toBe(keys.length)
  })
})
