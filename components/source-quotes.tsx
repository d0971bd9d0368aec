import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/day-text'
import type { CommitmentDetail, SourceQuote } from '@/lib/commitment'
import { inLanguage } from '@/lib/locale'

/** The commitment to the letter, in the source's own language, and whose words they are. */
export function SourceQuotes({ commitment }: { commitment: CommitmentDetail }) {
  const t = useTranslations('item')
  const locale = useLocale()
  const operative = commitment.quotes.filter((quote) => quote.role === 'OPERATIVE')
  const framing = commitment.quotes.filter((quote) => quote.role === 'FRAMING')
  const document = operative[0]?.document
  return (
    <section aria-labelledby="quote" className="panel p-4 sm:p-6">
      <h2 id="quote" className="mb-3 font-semibold text-xl">
        {t('quote')}
      </h2>
      <figure>
        <blockquote lang={document?.language} className="space-y-2 border-accent border-l-4 pl-4 font-serif text-lg">
          {operative.map((quote) => (
            <QuoteText key={quote.start} quote={quote} />
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
          </figcaption>
        )}
      </figure>
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

function QuoteText({ quote }: { quote: SourceQuote }) {
  const { text, start, focusStart, focusEnd } = quote
  if (focusStart === null || focusEnd === null || !isShared(quote)) return <p>{text}</p>
  return (
    <p>
      {text.slice(0, focusStart - start)}
      <mark className="bg-mark text-ink print:underline">{text.slice(focusStart - start, focusEnd - start)}</mark>
      {text.slice(focusEnd - start)}
    </p>
  )
}
