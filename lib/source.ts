import type { CommitmentItem, DocumentRef, Quote } from '@/lib/commitment'
import { statusKey } from '@/lib/status'
import type { Cell } from '@/lib/summary'

/**
 * A document as a map: its text, cut wherever its own formatting (headings, bold) or a mark begins or ends. Nothing is
 * added or lost: the segments of all blocks, joined, are the text to the letter.
 */

/** A stretch of a text in UTF-16 units: `text.slice(start, end)`. */
export type Span = Pick<Quote, 'start' | 'end'>

/** A document of an agreement, named by its slug. */
export type DocumentOverview = DocumentRef & { agreement: string; url: string | null }
export type SourceText = DocumentOverview & { text: string }

/** A commitment on a given day, with its own stretch of a document. */
export type MarkedItem = CommitmentItem & Span

/** Counts of the commitments behind these marks; one with several marks counts once. */
export function cellsOf(marks: readonly MarkedItem[]): Cell[] {
  const items = new Map(marks.map((mark) => [mark.ref, mark]))
  return [...items.values()].map(({ agreement, domain, type, status, condition }) => ({
    agreement,
    domain,
    type,
    condition,
    status: statusKey(status),
    count: 1,
  }))
}

/** A run of text over which nothing changes. */
export type Segment<M extends Span> = Span & {
  text: string
  /** Formatting signs (`# `, `**`, line ends between blocks): part of the text, but not shown. */
  isSign: boolean
  isBold: boolean
  /** The marks that cover it, widest first: the last is the most precise. */
  marks: M[]
}

export type BlockKind = 'heading' | 'question' | 'paragraph'

/** A heading, a paragraph that is bold as a whole (a question), or a paragraph; blank lines belong to the one before. */
export type Block<M extends Span> = Span & { kind: BlockKind; segments: Segment<M>[] }

const BREAK = /\n[^\S\n]*\n\s*|\n(?=#{1,6} )|(?<=(?:^|\n)#{1,6} [^\n]*)\n/g
const HEADING_SIGN = /^\s*#{1,6} /
const BOLD = /\*\*(?=\S)([^\n]*?\S)\*\*/g

/** The blocks of a text, with these marks. A mark is clipped to the text, and left out where it then covers nothing. */
export function blocksOf<M extends Span>(text: string, marks: readonly M[]): Block<M>[] {
  const shown = marks
    .filter((mark) => heldIn(text, mark).start < heldIn(text, mark).end)
    .sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
  return blockSpans(text).map(({ start, end, blank }) => {
    const { kind, signs, bold } = formOf(text.slice(start, blank), start)
    const allSigns = blank < end ? [...signs, { start: blank, end }] : signs
    const inside = shown.filter((mark) => overlap(mark, { start, end }))
    const cuts = [...allSigns, ...bold, ...inside.map((mark) => heldIn(text, mark))]
      .flatMap((span) => [span.start, span.end])
      .filter((at) => at > start && at < end)
    const edges = [...new Set([start, ...cuts, end])].sort((a, b) => a - b)
    const segments = edges.slice(1).map((to, index): Segment<M> => {
      const span = { start: edges[index] ?? start, end: to }
      return {
        ...span,
        text: text.slice(span.start, span.end),
        isSign: allSigns.some((sign) => overlap(sign, span)),
        isBold: bold.some((run) => overlap(run, span)),
        marks: inside.filter((mark) => overlap(mark, span)),
      }
    })
    return { start, end, kind, segments }
  })
}

/** The paragraphs that a span touches, from the start of the first to the end of the last. */
export function paragraphAround(text: string, span: Span): Quote {
  const touched = blockSpans(text).filter((block) => overlap(block, span))
  const start = touched[0]?.start ?? span.start
  const end = touched.at(-1)?.blank ?? span.end
  return { start, end: Math.max(end, span.end), text: text.slice(start, Math.max(end, span.end)) }
}

const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

const heldIn = (text: string, { start, end }: Span): Span => ({
  start: Math.max(0, start),
  end: Math.min(text.length, end),
})

/** Where blocks begin and end; `blank` is where the blank lines at the end of each begin. */
function blockSpans(text: string): (Span & { blank: number })[] {
  const blocks: (Span & { blank: number })[] = []
  let start = 0
  for (const found of text.matchAll(BREAK)) {
    const end = found.index + found[0].length
    if (end < text.length) {
      blocks.push({ start, end, blank: found.index })
      start = end
    }
  }
  if (start < text.length) blocks.push({ start, end: text.length, blank: start + text.slice(start).trimEnd().length })
  return blocks
}

function formOf(words: string, offset: number): { kind: BlockKind; signs: Span[]; bold: Span[] } {
  const at = (start: number, end: number): Span => ({ start: offset + start, end: offset + end })
  const heading = HEADING_SIGN.exec(words)
  const signs = heading ? [at(0, heading[0].length)] : []
  const bold: Span[] = []
  for (const { index, 0: run } of words.matchAll(BOLD)) {
    bold.push(at(index + 2, index + run.length - 2))
    signs.push(at(index, index + 2), at(index + run.length - 2, index + run.length))
  }
  const [only] = bold
  const isQuestion = bold.length === 1 && only && only.end - only.start + 4 === words.trim().length
  return { kind: heading ? 'heading' : isQuestion ? 'question' : 'paragraph', signs, bold }
}
