import { useTranslations } from 'next-intl'
import type { TierCount } from '@/lib/series'

/** What the direct follow-ups of a domain rest on: how many different sources there are of each tier. */
export function DomainSources({ tiers, methodHref }: { tiers: TierCount[]; methodHref: string }) {
  const t = useTranslations()
  const all = tiers.reduce((sum, tier) => sum + tier.sources, 0)
  return (
    <section aria-labelledby="sources" className="panel min-w-0 p-4 sm:p-6">
      <h2 id="sources" className="font-semibold text-xl">
        {t('domains.sources')}
      </h2>
      {all === 0 ? (
        <p className="mt-1">
          {t('domains.noSources')} <span className="text-ink-soft">{t('domains.noFollowUpsNote')}</span>
        </p>
      ) : (
        <>
          <p className="mt-1 mb-4 text-ink-soft">{t('domains.sourcesFinding', { count: all })}</p>
          <ul className="space-y-3">
            {tiers.map(({ tier, sources, followUps }) => (
              <li key={tier} data-tier={tier}>
                <p className="flex items-baseline justify-between gap-x-3">
                  <span>{t(`tier.${tier}`)}</span>
                  <span className="whitespace-nowrap text-ink-soft text-sm">
                    {t.rich('domains.tierCount', {
                      count: () => <span className="font-semibold text-base text-ink tabular-nums">{sources}</span>,
                      n: all,
                    })}
                  </span>
                </p>
                <span aria-hidden className="mt-0.5 block h-2 rounded-full bg-sunken ring-1 ring-line ring-inset">
                  <span
                    className="block h-full rounded-full bg-accent print:[print-color-adjust:exact]"
                    style={{ width: `${(100 * sources) / all}%` }}
                  />
                </span>
                <span className="text-ink-soft text-sm">{t('domains.tierFollowUps', { count: followUps })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="mt-4 text-sm">
        <a href={methodHref}>{t('domains.tiersExplained')}</a>
      </p>
    </section>
  )
}
