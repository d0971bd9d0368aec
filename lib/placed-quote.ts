import { AppError } from '@/lib/error'
import { type Ambiguous, MOST_OCCURRENCES, type Occurrence, occurrenceAt, partingOf, placesOf } from '@/lib/quote'

/** A quote with its place: `documents[document].text.slice(start, end) === text`. */
export type PlacedQuote = {
  role: 'OPERATIVE' | 'FRAMING'
  document: string
  text: string
  start: number
  end: number
  focusStart: number | null
  focusEnd: number | null
}

/** A quote that begins at `start` in a document, all of it the commitment's own. */
export const placedQuote = (role: PlacedQuote['role'], document: string, text: string, start: number): PlacedQuote => ({
  role,
  document,
  text,
  start,
  end: start + text.length,
  focusStart: null,
  focusEnd: null,
})

/** Words of a document, to the letter; without a `start` they must stand there once. */
export type NewQuote = { document: string; text: string; start: number | null }

type Document = { slug: string; text: string }

/**
 * Finds the quotes of a form in their documents, to the letter. Refuses, with INVALID, the first that does not stand in
 * its document or is there twice in the form; one that stands in several places, with all such places to choose from.
 */
export function placeQuotes(quotes: readonly NewQuote[], documents: readonly Document[]): PlacedQuote[] {
  const ambiguous: Ambiguous = { places: {} }
  const placed = quotes.map((quote, index) => {
    const document = documents.find((one) => one.slug === quote.document)
    if (!document) throw new AppError('INVALID', 'documentOfAnother', `quotes.${index}.document`)
    const places = placesIn(document, quote.text, index)
    const start = quote.start === null && places.length === 1 ? places[0] : places.find((at) => at === quote.start)
    if (start === undefined) ambiguous.places[index] = occurrencesAt(places, document, quote.text, index)
    return placedQuote('OPERATIVE', document.slug, quote.text, start ?? 0)
  })
  refuseAmbiguous(ambiguous)
  for (const [index, quote] of placed.entries())
    if (placed.findIndex((one) => isSamePlace(one, quote)) < index)
      throw new AppError('INVALID', 'quoteRepeated', `quotes.${index}.text`)
  return placed
}

function placesIn(document: Document, text: string, index: number): number[] {
  const places = placesOf(document.text, text)
  if (places.length === 0) refuseNotVerbatim(document.text, text, `quotes.${index}.text`)
  return places
}

function occurrencesAt(places: readonly number[], document: Document, text: string, index: number): Occurrence[] {
  if (places.length > MOST_OCCURRENCES)
    throw new AppError('INVALID', 'quoteTooCommon', `quotes.${index}.text`, { count: places.length })
  return places.map((start) => occurrenceAt(document.text, { start, end: start + text.length }))
}

function refuseAmbiguous(ambiguous: Ambiguous): void {
  const [first] = Object.entries(ambiguous.places)
  if (!first) return
  const [index, { length: count }] = first
  throw new AppError('INVALID', 'quoteAmbiguous', `quotes.${index}.text`, { count }, ambiguous)
}

const isSamePlace = (a: PlacedQuote, b: PlacedQuote) =>
  a.document === b.document && a.start === b.start && a.end === b.end

const LONGEST_NAMED = 60

function refuseNotVerbatim(text: string, quote: string, field: string): never {
  const named = [...quote].slice(0, LONGEST_NAMED).join('') + ([...quote].length > LONGEST_NAMED ? '…' : '')
  const parting = partingOf(text, quote)
  if (parting) throw new AppError('INVALID', 'quoteParts', field, { quote: named, ...parting })
  throw new AppError('INVALID', 'quoteNowhere', field, { quote: named })
}
