import type { ReactNode } from 'react'
import type { Block, MarkedItem } from '@/lib/source'

/** A paragraph or heading of the text. Headings rank below the page's own; one that repeats the heading before it is small. */
export function BlockText({
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
