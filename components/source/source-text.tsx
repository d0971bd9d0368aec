import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SourceNotes } from '@/components/source/source-notes'
import type { Day } from '@/lib/day'
import { inLanguage, LANGUAGE_TAG } from '@/lib/locale'
import { itemPath } from '@/lib/paths'
import { type Block, blocksOf, type MarkedItem, type Segment, type SourceText as Text } from '@/lib/source'
import { isHalted, statusKey } from '@/lib/status'

type Marked = Segment<MarkedItem>

/**
 * The whole text, typeset, with the words of each commitment as links in the colour of its status, and beside each
 * paragraph what those colours say. Where marks overlap, the words lead to the most exact; the bars of the others run
 * below, and their refs stand at their ends as links of their own.
 */
export function SourceText({ document, marks, asOf }: { document: Text; marks: MarkedItem[]; asOf: Day | null }) {
  const t = useTranslations('source')
  const blocks = blocksOf(document.text, marks).filter((block) => block.segments.some((segment) => !segment.isSign))
  const segments = blocks.flatMap((block) => block.segments).filter((segment) => !segment.isSign)
  const places = placesOf(segments)
  const refs = new Set(segments.flatMap(refsOf))

  return (
    <section aria-label={t('map')} className="source-map">
      <style>{[...refs].map(litRules).join('\n')}</style>
      {blocks.map((block, index) => {
        const anchored = block.segments.flatMap((segment) => places.anchors.get(segment.start) ?? [])
        return (
          <div
            key={block.start}
            className="items-start gap-x-10 lg:grid lg:grid-cols-[minmax(0,38em)_minmax(14rem,1fr)] lg:text-[1.125rem] print:block"
          >
            <BlockText block={block} repeats={blocks[index - 1]} language={document.language}>
              {block.segments.map((segment) => (
                <SegmentText key={segment.start} segment={segment} places={places} asOf={asOf} />
              ))}
            </BlockText>
            {anchored.length > 0 && <SourceNotes items={anchored} asOf={asOf} />}
          </div>
        )
      })}
    </section>
  )
}

type Places = {
  /** The commitments whose words begin, for the first time, with the segment at this offset. */
  anchors: Map<number, MarkedItem[]>
  /** Where each mark first is the most exact one, and where it ends. */
  firstOwn: Map<MarkedItem, number>
  last: Map<MarkedItem, number>
}

function placesOf(segments: Marked[]): Places {
  const places: Places = { anchors: new Map(), firstOwn: new Map(), last: new Map() }
  const seen = new Set<string>()
  for (const { start, marks } of segments) {
    const own = marks.at(-1)
    if (own && !places.firstOwn.has(own)) places.firstOwn.set(own, start)
    for (const mark of marks) {
      places.last.set(mark, start)
      if (!seen.has(mark.ref)) places.anchors.set(start, [...(places.anchors.get(start) ?? []), mark])
      seen.add(mark.ref)
    }
  }
  return places
}

const refsOf = (segment: Marked) => [...new Set(segment.marks.map((mark) => mark.ref))]

/**
 * An anchor is one element, but a commitment's words can be in several places, and have a note in the margin: all are
 * lit together when one is reached, pointed at or focused.
 */
const litRules = (ref: string) =>
  `.source-map:has([id="${ref}"]:target) [data-refs~="${ref}"]{background-color:var(--reached);outline:var(--ring,none)}
.source-map:has([data-refs~="${ref}"]:is(:hover,:focus-visible)) [data-refs~="${ref}"]{background-color:var(--lit)}`

/** The text's own headings stand below the page's; one that only repeats the heading before it is set small. */
function BlockText({
  block,
  repeats,
  language,
  children,
}: {
  block: Block<MarkedItem>
  repeats: Block<MarkedItem> | undefined
  language: string
  children: ReactNode
}) {
  const beside = 'lg:sticky lg:top-6 min-w-0'
  if (block.kind === 'question')
    return (
      <h3 lang={language} className={`source-text mt-10 mb-3 font-bold ${beside}`}>
        {children}
      </h3>
    )
  if (block.kind === 'paragraph')
    return (
      <p lang={language} className={`source-text mb-4 ${beside}`}>
        {children}
      </p>
    )
  const isRepeated = repeats?.kind === 'heading' && shownText(repeats) === shownText(block)
  return (
    <h2
      lang={language}
      className={`font-serif ${isRepeated ? 'mb-8 text-base text-ink-soft' : 'mb-2 font-bold text-2xl leading-snug sm:text-[1.75rem]'}`}
    >
      {children}
    </h2>
  )
}

const shownText = (block: Block<MarkedItem>) =>
  block.segments.map((segment) => (segment.isSign ? '' : segment.text)).join('')

function SegmentText({ segment, places, asOf }: { segment: Marked; places: Places; asOf: Day | null }) {
  const locale = useLocale()
  const { text, start, marks } = segment
  if (segment.isSign) return null
  const words = segment.isBold ? <strong>{text}</strong> : text
  const own = marks.at(-1)
  if (!own) return words

  const isFirst = places.firstOwn.get(own) === start
  const ending = marks.filter((mark) => places.last.get(mark) === start)
  const others = marks.slice(0, -1).reverse()
  const passage = (
    <>
      <Link
        href={itemPath(locale, own.ref, asOf)}
        prefetch={false}
        tabIndex={isFirst ? undefined : -1}
        className="passage"
        data-refs={refsOf(segment).join(' ')}
        data-start={start}
        data-halted={isHalted(own.condition) || undefined}
        style={{ ...toneOf(own), ...barsOf(others) }}
      >
        <span data-words>{words}</span>
        {isFirst && <MarkName item={own} />}
        {ending.includes(own) && <RefSign item={own} />}
      </Link>
      {ending
        .filter((mark) => mark !== own)
        .map((mark) => (
          <Link key={mark.ref} href={itemPath(locale, mark.ref, asOf)} prefetch={false} className="ml-0.5 no-underline">
            <MarkName item={mark} />
            <RefSign item={mark} />
          </Link>
        ))}
    </>
  )
  return (places.anchors.get(start) ?? []).reduce(
    (inside, { ref }) => (
      <span key={ref} id={ref}>
        {inside}
      </span>
    ),
    passage,
  )
}

const toneOf = ({ status }: MarkedItem) => ({ '--tone': `var(--status-${statusKey(status)})` }) as object

/** Below the passage's own bar, one for each further mark that covers it. */
const barsOf = (others: MarkedItem[]) =>
  others.length === 0
    ? {}
    : {
        boxShadow: others
          .flatMap(({ status }, index) => [
            `0 ${4 * index + 1}px 0 var(--surface)`,
            `0 ${4 * index + 4}px 0 var(--status-${statusKey(status)})`,
          ])
          .join(','),
      }

/** For those who do not see the colour: what is marked, in their language, and how it stands. */
function MarkName({ item }: { item: MarkedItem }) {
  const t = useTranslations()
  const locale = useLocale()
  const parts = [
    `${item.ref} ${inLanguage(locale, item.titleZh, item.titleEn)}`,
    t(`status.${statusKey(item.status)}.label`),
    ...(item.condition === 'ACTIVE' ? [] : [t(`condition.${item.condition}.label`)]),
  ]
  return (
    <span lang={LANGUAGE_TAG[locale]} className="sr-only">
      {` (${parts.join(t('source.separator'))})`}
    </span>
  )
}

/** The ref at the end of a mark; left out when the text is copied. A word joiner keeps it on the mark's line. */
function RefSign({ item }: { item: MarkedItem }) {
  return (
    <sup
      aria-hidden
      className="select-none whitespace-nowrap pl-px font-sans text-[0.625rem] text-ink leading-none tabular-nums"
    >
      {`\u2060${item.ref}`}
    </sup>
  )
}
