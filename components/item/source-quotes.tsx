import { useLocale, useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { DayText } from '@/components/marks/day-text'
import type { CommitmentDetail, SourceQuote } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import { inLanguage } from '@/lib/locale'
import { passagePath } from '@/lib/paths'
import { blocksOf } from '@/lib/source'

/** The commitment's exact words, in the language of the source, and who published them. */
export function SourceQuotes({ commitment, asOf }: { commitment: CommitmentDetail; asOf: Day | null }) {
  const t = useTranslations('item')
  const source = useTranslations('source')
  const locale = useLocale()
  const operative = commitment.quotes.filter((quote) => quote.role === 'OPERATIVE')
  const framing = commitment.quotes.filter((quote) => quote.role === 'FRAMING')
  const document = operative[0]?.document
  return (
    <section aria-labelledby="quote" className="panel p-4 sm:p-6">
      <h2 id="quote" className="mb-3 font-semibold text-xl">
        {t('quote')}
      </h2>
      {operative.length === 0 ? (
        <p className="text-ink-soft">{t('unquoted')}</p>
      ) : (
        <figure>
          <blockquote lang={document?.language} className="space-y-2 border-accent border-l-4 pl-4 font-serif text-lg">
            {paragraphsOf(operative).map((quotes) => (
              <QuotedParagraph key={quotes[0].start} quotes={quotes} />
            ))}
          </blockquote>
          {document && (
            <figcaption className="mt-3 text-ink-soft text-sm">
              {inLanguage(locale, document.publisherZh, document.publisherEn)}
              {t('colon')}
              {inLanguage(locale, document.titleZh, document.titleEn)}
              {document.publishedOn && (
                <>
                  {' · '}
                  <DayText on={document.publishedOn} locale={locale} />
                </>
              )}
              {commitment.headingZh && <> · {inLanguage(locale, commitment.headingZh, commitment.headingEn)}</>}
              {' · '}
              {/* Not a <Link>: the browser applies :target only when it loads the document. */}
              <a href={passagePath(locale, document.slug, commitment.ref, asOf)} className="print:hidden">
                {source('open')}
              </a>
            </figcaption>
          )}
        </figure>
      )}
      {operative.some(isShared) && <p className="mt-2 text-ink-soft text-sm">{t('focusNote')}</p>}
      {framing.length > 0 && (
        <div className="mt-4">
          <h3 className="font-semibold">{t('framing')}</h3>
          <blockquote lang={framing[0]?.document.language} className="font-serif">
            {framing.map((quote) => (
              <p key={quote.start}>{quote.text}</p>
            ))}
          </blockquote>
        </div>
      )}
    </section>
  )
}

const isShared = ({ focusStart, focusEnd, start, end }: SourceQuote) =>
  focusStart !== null && (focusStart > start || (focusEnd ?? end) < end)

/** Groups quotes by their paragraph, so that each paragraph is shown once. */
function paragraphsOf(quotes: SourceQuote[]): [SourceQuote, ...SourceQuote[]][] {
  const groups = new Map<string, [SourceQuote, ...SourceQuote[]]>()
  for (const quote of quotes) {
    const key = `${quote.document.slug} ${quote.paragraph.start} ${quote.paragraph.end}`
    const group = groups.get(key)
    if (group) group.push(quote)
    else groups.set(key, [quote])
  }
  return [...groups.values()]
}

/** A paragraph with its quotes marked, and in each quote the part that is this commitment's own. */
function QuotedParagraph({ quotes }: { quotes: [SourceQuote, ...SourceQuote[]] }) {
  const { start: origin, text } = quotes[0].paragraph
  const spans = quotes.flatMap((quote) => [
    { start: quote.start - origin, end: quote.end - origin, isOwn: false },
    ...(isShared(quote) && quote.focusStart !== null && quote.focusEnd !== null
      ? [{ start: quote.focusStart - origin, end: quote.focusEnd - origin, isOwn: true }]
      : []),
  ])
  const segments = blocksOf(text, spans).flatMap((block) => block.segments)
  return (
    <p className="text-ink-soft">
      {segments.map(({ start, text, isSign, marks }) => {
        if (isSign && marks.length === 0) return null
        if (marks.length === 0) return <Fragment key={start}>{text}</Fragment>
        return marks.some((mark) => mark.isOwn) ? (
          <mark key={start} className="bg-mark text-ink print:underline">
            {text}
          </mark>
        ) : (
          <b key={start} className="font-normal text-ink">
            {text}
          </b>
        )
      })}
    </p>
  )
}
