import { ArrowLeft, ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { Domain } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { inLanguage } from '@/lib/locale'
import { domainPath } from '@/lib/paths'

/** The domains before and after this one, in the order of the agreement. */
export function DomainNeighbours({
  previous,
  next,
  asOf,
}: {
  previous: Domain | null
  next: Domain | null
  asOf: Day | null
}) {
  const t = useTranslations('domains')
  const locale = useLocale()
  const name = (domain: Domain) => inLanguage(locale, domain.nameZh, domain.nameEn)
  return (
    <nav aria-label={t('neighbours')} className="flex flex-wrap justify-between gap-4 print:hidden">
      {previous && (
        <Link
          rel="prev"
          href={domainPath(locale, previous.slug, asOf)}
          className="panel flex min-w-0 items-center gap-3 px-4 py-3 text-ink no-underline hover:border-accent"
        >
          <ArrowLeft aria-hidden className="size-4 shrink-0" />
          <span>
            <span className="block text-ink-soft text-sm">{t('previous')}</span>
            {name(previous)}
          </span>
        </Link>
      )}
      {next && (
        <Link
          rel="next"
          href={domainPath(locale, next.slug, asOf)}
          className="panel ml-auto flex min-w-0 items-center gap-3 px-4 py-3 text-right text-ink no-underline hover:border-accent"
        >
          <span>
            <span className="block text-ink-soft text-sm">{t('next')}</span>
            {name(next)}
          </span>
          <ArrowRight aria-hidden className="size-4 shrink-0" />
        </Link>
      )}
    </nav>
  )
}
