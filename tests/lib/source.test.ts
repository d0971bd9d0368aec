import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Block, blocksOf, cellsOf, type MarkedItem, paragraphAround, type Span } from '@/lib/source'
import { within } from '@/lib/summary'
import { aFilter } from '@/tests/support/build'
import { summit } from '@/tests/support/summit'

type Named = Span & { name: string }

const segmentsOf = <M extends Span>(blocks: Block<M>[]) => blocks.flatMap((block) => block.segments)
const joined = (segments: { text: string }[]) => segments.map((segment) => segment.text).join('')
const shown = (block: Block<Span>) => joined(block.segments.filter((segment) => !segment.isSign))

/** Texts rich in what a document is made of, with anything else in between. */
const generatedText = fc
  .array(
    fc.oneof(
      fc.constantFrom('# ', '## ', '**', '\n', '\n\n', '\n \n', '一、', '双方', '。', '𠮷', '　', ' ', '\t'),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

const generatedMap = generatedText.chain((text) =>
  fc.record({
    text: fc.constant(text),
    marks: fc.array(
      fc
        .tuple(fc.nat(text.length), fc.nat(text.length))
        .map(([a, b]): Span => ({ start: Math.min(a, b), end: Math.max(a, b) })),
      { maxLength: 8 },
    ),
  }),
)

describe('the segments of a text', () => {
  test('joined, are the text to the letter, each at its own place', () => {
    fc.assert(
      fc.property(generatedMap, ({ text, marks }) => {
        const blocks = blocksOf(text, marks)
        const segments = segmentsOf(blocks)
        expect(joined(segments)).toBe(text)
        for (const { start, end, text: own } of segments) expect(text.slice(start, end)).toBe(own)
        for (const block of blocks) expect(joined(block.segments)).toBe(text.slice(block.start, block.end))
      }),
      { numRuns: 500 },
    )
  })

  test('of each mark, joined, are its quote, whatever else overlaps it', () => {
    fc.assert(
      fc.property(generatedMap, ({ text, marks }) => {
        const segments = segmentsOf(blocksOf(text, marks))
        for (const mark of marks)
          expect(joined(segments.filter((segment) => segment.marks.includes(mark)))).toBe(
            text.slice(mark.start, mark.end),
          )
      }),
      { numRuns: 500 },
    )
  })

  test('are never empty, and have the widest mark first', () => {
    fc.assert(
      fc.property(generatedMap, ({ text, marks }) => {
        for (const segment of segmentsOf(blocksOf(text, marks))) {
          expect(segment.text).not.toBe('')
          const widths = segment.marks.map((mark) => mark.end - mark.start)
          expect(widths).toEqual([...widths].sort((a, b) => b - a))
        }
      }),
    )
  })

  test('know overlapping, nested and equal marks', () => {
    const marks: Named[] = [
      { name: 'early', start: 0, end: 4 },
      { name: 'late', start: 2, end: 6 },
      { name: 'inner', start: 3, end: 4 },
      { name: 'twin', start: 3, end: 4 },
    ]
    const segments = segmentsOf(blocksOf('一二三四五六七', marks))
    expect(segments.map((segment) => [segment.text, segment.marks.map((mark) => mark.name).join(' ')])).toEqual([
      ['一二', 'early'],
      ['三', 'early late'],
      ['四', 'early late inner twin'],
      ['五六', 'late'],
      ['七', ''],
    ])
  })

  test.each<[string, Span]>([
    ['empty', { start: 2, end: 2 }],
    ['backwards', { start: 3, end: 1 }],
    ['past the end', { start: 9, end: 12 }],
    ['before the beginning', { start: -4, end: 0 }],
  ])('leave out a mark that is %s', (_, mark) => {
    expect(segmentsOf(blocksOf('会晤于今日', [mark])).flatMap((segment) => segment.marks)).toEqual([])
  })

  test('hold a mark within the text', () => {
    const [segment] = segmentsOf(blocksOf('会晤', [{ start: -1, end: 9 }]))
    expect(segment).toMatchObject({ text: '会晤', marks: [{ start: -1, end: 9 }] })
  })
})

describe('the blocks of a text', () => {
  test.each<[string, string, [string, string][]]>([
    ['nothing', '', []],
    ['a paragraph', '会晤于今日举行。', [['paragraph', '会晤于今日举行。']]],
    [
      'a heading',
      '# 标题\n\n正文',
      [
        ['heading', '标题'],
        ['paragraph', '正文'],
      ],
    ],
    [
      'a heading right above and below its paragraphs',
      '前文\n## 标题\n正文',
      [
        ['paragraph', '前文'],
        ['heading', '标题'],
        ['paragraph', '正文'],
      ],
    ],
    [
      'a question',
      '**一、如何？**\n\n答：很好。\n',
      [
        ['question', '一、如何？'],
        ['paragraph', '答：很好。'],
      ],
    ],
    ['bold inside a paragraph', '答：**很**好', [['paragraph', '答：很好']]],
    ['two bold runs', '**甲**与**乙**', [['paragraph', '甲与乙']]],
    ['stars that are no form', '2 ** 3，**', [['paragraph', '2 ** 3，**']]],
    ['a line end inside a paragraph', '恪守宪章,\n开展合作', [['paragraph', '恪守宪章,\n开展合作']]],
    ['a number sign that is no heading', '#1 与 # 号', [['paragraph', '#1 与 # 号']]],
  ])('know %s', (_, text, expected) => {
    expect(blocksOf(text, []).map((block) => [block.kind, shown(block)])).toEqual(expected)
  })

  test('set what is bold in bold, and nothing else', () => {
    const segments = segmentsOf(blocksOf('答：**很**好', [{ start: 3, end: 6 }]))
    expect(segments.filter((segment) => segment.isBold).map((segment) => segment.text)).toEqual(['很'])
    expect(segments.filter((segment) => segment.marks.length).map((segment) => segment.text)).toEqual(['*', '很', '*'])
  })
})

describe('the paragraph around a quote', () => {
  const text = '# 标题\n\n前文。\n\n双方同意,\n保持沟通。尾句。\n\n后文。\n'

  test('is whole, without the lines between paragraphs', () => {
    const start = text.indexOf('保持沟通')
    const paragraph = paragraphAround(text, { start, end: start + 4 })
    expect(paragraph.text).toBe('双方同意,\n保持沟通。尾句。')
    expect(text.slice(paragraph.start, paragraph.end)).toBe(paragraph.text)
  })

  test('reaches over all paragraphs that a quote touches', () => {
    const start = text.indexOf('前文')
    expect(paragraphAround(text, { start, end: text.indexOf('双方') + 2 }).text).toBe(
      '前文。\n\n双方同意,\n保持沟通。尾句。',
    )
  })

  test('always holds the quote', () => {
    fc.assert(
      fc.property(generatedMap, ({ text, marks }) => {
        for (const mark of marks.filter((one) => one.start < one.end)) {
          const { start, end, text: own } = paragraphAround(text, mark)
          expect(start <= mark.start && end >= mark.end).toBe(true)
          expect(text.slice(start, end)).toBe(own)
        }
      }),
    )
  })
})

describe('the first agreement’s text', () => {
  const { documents, commitments } = summit()
  const text = documents[0]?.text ?? ''
  const marks = commitments.flatMap(({ ref, quotes }) =>
    quotes
      .filter((quote) => quote.role === 'OPERATIVE')
      .map(({ start, end, focusStart, focusEnd }) => ({ ref, start: focusStart ?? start, end: focusEnd ?? end })),
  )
  const blocks = blocksOf(text, marks)

  test('has two headings, five questions, and every word of the file', () => {
    const kinds = blocks.map((block) => block.kind)
    expect(kinds.filter((kind) => kind === 'heading')).toHaveLength(2)
    expect(kinds.filter((kind) => kind === 'question')).toHaveLength(5)
    expect(joined(segmentsOf(blocks))).toBe(text)
    expect(blocks.map(shown).join('')).not.toMatch(/[#*]/)
  })

  test('has words of all 29 commitments, ten of them in one sentence', () => {
    expect(new Set(segmentsOf(blocks).flatMap((segment) => segment.marks.map((mark) => mark.ref)))).toHaveProperty(
      'size',
      29,
    )
    const sentence = blocks.find((block) => shown(block).startsWith('对话合作上'))
    const refs = new Set(sentence?.segments.flatMap((segment) => segment.marks.map((mark) => mark.ref)))
    expect(refs.size).toBe(13)
  })
})

test('a commitment with several marks counts once, under the facets of the one filter', () => {
  const item = (ref: string, status: 'AGREED' | null) => ({
    ref,
    status,
    agreement: 'a',
    domain: 'd',
    type: 'MECHANISM',
    condition: 'ACTIVE',
    start: 0,
    end: 1,
  })
  const cells = cellsOf([item('T-1', null), item('T-1', null), item('T-2', 'AGREED')] as MarkedItem[])
  expect(cells).toHaveLength(2)
  expect(within(cells, aFilter({ status: ['UNASSESSED'] }))).toHaveLength(1)
})
