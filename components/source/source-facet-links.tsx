import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { StatusSwatch } from '@/components/marks/status-badge'
import { type Condition, isHalted } from '@/lib/status'

/** The facets by which a source can be read. */
export const SOURCE_FACETS = ['status', 'condition', 'domain'] as const
export type SourceFacet = (typeof SOURCE_FACETS)[number]

type Choice = { value: string; label: string; chosen: boolean; count: number; href: string }

/** The values of one facet with their look in the text, each a link that adds or removes it. */
export function SourceFacetLinks({ facet, choices }: { facet: SourceFacet; choices: Choice[] }) {
  const t = useTranslations()
  return (
    <nav aria-label={t(`facets.${facet}`)} className="min-w-0">
      <p className="mb-1 text-ink-soft text-sm">{t(`facets.${facet}`)}</p>
      <ul className="-mx-2 max-xl:flex max-xl:flex-wrap">
        {choices.map(({ value, label, chosen, count, href }) => (
          <li key={value}>
            <Link
              href={href}
              prefetch={false}
              scroll={false}
              rel="nofollow"
              aria-current={chosen ? 'true' : undefined}
              className="flex items-center gap-2 rounded px-2 py-1 text-ink leading-snug no-underline hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-accent"
            >
              {facet === 'status' && <StatusSwatch status={value} />}
              {facet === 'condition' && isHalted(value as Condition) && <HatchSwatch />}
              <span className="min-w-0 grow">{label}</span>
              <span className="shrink-0 text-ink-soft text-sm tabular-nums">{count}</span>
            </Link>
          </li>
        ))}
      </ul>
      {facet === 'condition' && choices.some((choice) => isHalted(choice.value as Condition)) && (
        <p className="mt-1 text-ink-soft text-sm">{t('source.hatched')}</p>
      )}
    </nav>
  )
}

function HatchSwatch() {
  return (
    <span
      aria-hidden
      className="hatched inline-block size-3.5 shrink-0 rounded-[3px] ring-1 ring-line-strong/60 ring-inset"
    />
  )
}
