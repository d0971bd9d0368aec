import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Menu } from '@/components/ui/menu'
import { ViewLink } from '@/components/ui/view-link'

export type Choice = { value: string; label: string; count?: number; chosen: boolean; href: string }

/** The values of one facet, with the number of rows each would bring if known; choosing one adds or removes it. */
export function FacetMenu({ label, choices }: { label: string; choices: Choice[] }) {
  const t = useTranslations('facets')
  return (
    <Menu label={label} detail={t('selected', { count: choices.filter((choice) => choice.chosen).length })}>
      <ul>
        {choices.map(({ value, label, count, chosen, href }) => (
          <li key={value}>
            <ViewLink
              href={href}
              aria-current={chosen ? 'true' : undefined}
              className="flex items-center gap-2 rounded px-2 py-1.5 text-ink no-underline hover:bg-sunken hover:no-underline"
            >
              <span aria-hidden className="grid size-4 place-items-center rounded border border-line-strong">
                {chosen && <Check className="size-3.5" strokeWidth={3} />}
              </span>
              <span className="grow">{label}</span>
              <span className="text-ink-soft tabular-nums">{count}</span>
            </ViewLink>
          </li>
        ))}
      </ul>
    </Menu>
  )
}
