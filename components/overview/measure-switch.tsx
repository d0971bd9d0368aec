import { useLocale, useTranslations } from 'next-intl'
import { ViewLink } from '@/components/ui/view-link'
import type { Day } from '@/lib/day'
import { overviewPath, sharesPath } from '@/lib/paths'

/** Switches between counts and shares, which have addresses of their own so that either can be shared. */
export function MeasureSwitch({ shares, asOf }: { shares: boolean; asOf: Day | null }) {
  const t = useTranslations('dashboard')
  const locale = useLocale()
  const choices = [
    { label: t('counted'), href: overviewPath(locale, asOf), chosen: !shares },
    { label: t('shared'), href: sharesPath(locale, asOf), chosen: shares },
  ]
  return (
    <nav aria-label={t('measure')} className="flex gap-1 text-[0.9375rem] print:hidden">
      {choices.map(({ label, href, chosen }) => (
        <ViewLink key={href} href={href} aria-current={chosen ? 'true' : undefined} className="choice">
          {label}
        </ViewLink>
      ))}
    </nav>
  )
}
