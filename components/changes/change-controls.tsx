import { useLocale, useTranslations } from 'next-intl'
import { ChangeSearch } from '@/components/changes/change-search'
import { Chip } from '@/components/ui/chip'
import { FacetMenu } from '@/components/ui/facet-menu'
import { ViewLink } from '@/components/ui/view-link'
import type { ChangeKind } from '@/lib/change/change'
import { type ChangeFilter, isFiltered } from '@/lib/change/filter'
import { changesPath } from '@/lib/change/paths'
import { type Known, wordsIn } from '@/lib/change/words'
import { type Day, formatDay } from '@/lib/day'

/** The filters of the record, and how many changes they keep. Every control is a link or a form. */
export function ChangeControls({
  filter,
  kinds,
  actors,
  known,
  count,
  isMore,
  today,
}: {
  filter: ChangeFilter
  /** Those that the reader may see. */
  kinds: readonly ChangeKind[]
  actors: readonly string[]
  known: Known
  count: number
  /** Whether there are more than were counted. */
  isMore: boolean
  today: Day
}) {
  const t = useTranslations('changes')
  const facets = useTranslations('facets')
  const locale = useLocale()
  const { actor: nameOf } = wordsIn(locale, known)
  const href = (parts: Partial<ChangeFilter>) => changesPath(locale, { ...filter, before: null, ...parts })
  const toggled = (kind: ChangeKind) =>
    href({ kind: kinds.filter((one) => (one === kind) !== filter.kind.includes(one)) })
  const chips = [
    ...filter.kind.map((kind) => ({ label: t('kind'), value: t(`kinds.${kind}`), href: toggled(kind) })),
    ...(filter.actor ? [{ label: t('actor'), value: nameOf(filter.actor), href: href({ actor: null }) }] : []),
    ...(filter.item ? [{ label: t('item'), value: filter.item, href: href({ item: null }) }] : []),
    ...(['from', 'to'] as const).flatMap((end) => {
      const day = filter[end]
      return day ? [{ label: t(end), value: formatDay(day, locale), href: href({ [end]: null }) }] : []
    }),
  ]
  return (
    <div className="mb-4 space-y-3">
      <div className="flex flex-wrap items-end gap-2 print:hidden">
        <FacetMenu
          label={t('kind')}
          choices={kinds.map((kind) => ({
            value: kind,
            label: t(`kinds.${kind}`),
            chosen: filter.kind.includes(kind),
            href: toggled(kind),
          }))}
        />
        <FacetMenu
          label={t('actor')}
          choices={actors.map((actor) => ({
            value: actor,
            label: nameOf(actor),
            chosen: filter.actor === actor,
            href: href({ actor: filter.actor === actor ? null : actor }),
          }))}
        />
        <ChangeSearch filter={filter} today={today} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="mr-2 font-semibold">
          {t(isMore ? 'countMore' : 'count', { count })}
        </p>
        {chips.map(({ label, value, href: without }) => (
          <Chip
            key={`${label} ${value}`}
            href={without}
            label={t('chip', { label, value })}
            description={facets('remove', { facet: label, value })}
          />
        ))}
        {isFiltered(filter) && (
          <ViewLink href={changesPath(locale)} className="px-1 print:hidden">
            {facets('clear')}
          </ViewLink>
        )}
      </div>
    </div>
  )
}
