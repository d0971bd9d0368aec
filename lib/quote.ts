import type { Quote } from '@/lib/commitment'
import { paragraphAround, type Span } from '@/lib/source'

/** A place where the words of a quote occur, with the text around them in the paragraph. */
export type Occurrence = Pick<Quote, 'start' | 'end'> & { before: string; after: string }

/** The places of quotes that occur more than once, by the number of the quote in its form. */
export type Ambiguous = { places: Record<number, Occurrence[]> }

/** With more places than this there is no choosing: more of the sentence has to be quoted. */
export const MOST_OCCURRENCES = 20

/** Characters shown on either side. */
const AROUND = 40

/** Where words begin in a text, to the letter, in UTF-16 units: every place, even where two of them overlap. */
export function placesOf(text: string, words: string): number[] {
  const places: number[] = []
  if (words === '') return places
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) places.push(at)
  return places
}

export function occurrenceAt(text: string, { start, end }: Span): Occurrence {
  const paragraph = paragraphAround(text, { start, end })
  const before = [...text.slice(paragraph.start, start)]
  const after = [...text.slice(end, paragraph.end)]
  return {
    start,
    end,
    before: `${before.length > AROUND ? '…' : ''}${before.slice(-AROUND).join('')}`,
    after: `${after.slice(0, AROUND).join('')}${after.length > AROUND ? '…' : ''}`,
  }
}

/** A match this short can be chance. */
const BY_CHANCE = 4
const SHOWN = 20

/**
 * Where words that do not occur in a text depart from it: the end of their longest beginning that does occur, and how the
 * text goes on from there, up to the end of the line. Null where hardly any of them occur, or the text ends there.
 */
export function partingOf(text: string, words: string): { agreed: string; instead: string } | null {
  const letters = [...words]
  let [least, most] = [0, letters.length]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (text.includes(letters.slice(0, middle).join(''))) least = middle
    else most = middle - 1
  }
  if (least < BY_CHANCE) return null
  const agreed = letters.slice(0, least)
  const end = text.indexOf(agreed.join('')) + agreed.join('').length
  const [line = ''] = text.slice(end).trimStart().split('\n', 1)
  if (line === '') return null
  return {
    agreed: agreed.slice(-SHOWN).join(''),
    instead: `${/^\s*\n/.test(text.slice(end)) ? '¶' : ''}${[...line].slice(0, SHOWN).join('').trimEnd()}`,
  }
}
