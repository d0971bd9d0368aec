import { useTranslations } from 'next-intl'
import { BlockText } from '@/components/source/block-text'
import { Passage } from '@/components/source/passage'
import { placesOf, refsOf } from '@/components/source/places'
import { SourceNotes } from '@/components/source/source-notes'
import type { Day } from '@/lib/day'
import { blocksOf, type MarkedItem, type SourceText as Text } from '@/lib/source'

/**
 * The whole text, typeset, with the words of each commitment as links in the colour of its status, and notes beside each
 * paragraph. Where marks overlap, the words link to the most exact one; the others have bars below, with their refs as
 * links where they end.
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
                <Passage key={segment.start} segment={segment} places={places} asOf={asOf} />
              ))}
            </BlockText>
            {anchored.length > 0 && <SourceNotes items={anchored} asOf={asOf} />}
          </div>
        )
      })}
    </section>
  )
}

/**
 * Highlights all places of a commitment, and its note in the margin, when any one of them is the target, hovered or
 * focused. Plain :target would highlight a single element.
 */
const litRules = (ref: string) =>
  `.source-map:has([id="${ref}"]:target) [data-refs~="${ref}"]{background-color:var(--reached);outline:var(--ring,none)}
.source-map:has([data-refs~="${ref}"]:is(:hover,:focus-visible)) [data-refs~="${ref}"]{background-color:var(--lit)}`
