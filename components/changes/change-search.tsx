import { useLocale, useTranslations } from 'next-intl'
import { AddressInput } from '@/components/ui/address-input'
import { GetForm } from '@/components/ui/get-form'
import { type ChangeFilter, NO_CHANGE_FILTER, toChangeQuery } from '@/lib/change/filter'
import { changesPath } from '@/lib/change/paths'
import type { Day } from '@/lib/day'

/** The form that asks for the changes of an item, or between two days. */
export function ChangeSearch({ filter, today }: { filter: ChangeFilter; today: Day }) {
  const t = useTranslations('changes')
  const locale = useLocale()
  return (
    <GetForm
      role="search"
      action={changesPath(locale)}
      hidden={toChangeQuery({ ...NO_CHANGE_FILTER, kind: filter.kind, actor: filter.actor })}
      className="flex min-w-0 flex-wrap items-center gap-2"
    >
      <span className="flex items-center gap-2">
        <label htmlFor="changed-item" className="whitespace-nowrap text-ink-soft">
          {t('item')}
        </label>
        <AddressInput
          id="changed-item"
          name="item"
          value={filter.item ?? ''}
          maxLength={64}
          placeholder={t('itemHint')}
          className="field w-28"
        />
      </span>
      {(['from', 'to'] as const).map((end) => (
        <span key={end} className="flex items-center gap-2">
          <label htmlFor={`changed-${end}`} className="whitespace-nowrap text-ink-soft">
            {t(end)}
          </label>
          <AddressInput
            id={`changed-${end}`}
            type="date"
            name={end}
            value={filter[end] ?? ''}
            max={today}
            className="field"
          />
        </span>
      ))}
      <button type="submit" className="field">
        {t('show')}
      </button>
    </GetForm>
  )
}
