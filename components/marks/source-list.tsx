import { ExternalLink } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { Source, SourceTier } from '@/lib/follow-up'
import { languageName } from '@/lib/language-name'

/** Who says so: publisher and tier of each source, with a link to it. */
export function SourceList({ sources }: { sources: Source[] }) {
  const t = useTranslations()
  const locale = useLocale()
  return (
    <ul aria-label={t('item.sources')} className="mt-1 space-y-0.5 text-sm">
      {sources.map((source) => (
        <li key={source.url} className="[overflow-wrap:anywhere]">
          <TierMark tier={source.tier} />{' '}
          <a href={source.url} rel="noopener noreferrer nofollow" lang={source.language}>
            {source.publisher}
            {source.title && <>: {source.title}</>} <ExternalLink aria-hidden className="inline size-3" />
          </a>
          {!source.language.startsWith(locale) && (
            <span className="text-ink-soft"> {languageName(source.language, locale)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

function TierMark({ tier }: { tier: SourceTier }) {
  const t = useTranslations('tier')
  return <span className="whitespace-nowrap rounded border border-line-strong px-1.5 text-xs">{t(tier)}</span>
}
