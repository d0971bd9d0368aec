import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { type Marked, type Places, refsOf } from '@/components/source/places'
import type { Day } from '@/lib/day'
import { inLanguage, LANGUAGE_TAG } from '@/lib/locale'
import { itemPath } from '@/lib/paths'
import type { MarkedItem } from '@/lib/source'
import { isHalted, statusKey } from '@/lib/status'

/** A piece of the text: plain, or as links to the commitments whose words it holds. */
export function Passage({ segment, places, asOf }: { segment: Marked; places: Places; asOf: Day | null }) {
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

/** A bar below the passage's own for each further mark that covers it. */
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

/** For screen readers: what is marked, in the reader's language, and its status. */
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
