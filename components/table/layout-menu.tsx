'use client'

import { Columns3 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTableLayout } from '@/components/table/use-table-layout'
import { Popover } from '@/components/ui/popover'
import {
  COLUMN_IDS,
  canHide,
  DEFAULT_LAYOUT,
  DENSITIES,
  type TableLayout,
  tableLayoutText,
  toggled,
} from '@/lib/table-layout'

/** Which columns a table has, and how close its rows are. */
export function LayoutMenu({ layout: drawn }: { layout: TableLayout }) {
  const [layout, change] = useTableLayout(drawn)
  const t = useTranslations('table.layout')
  const name = useTranslations('columns')
  const title = layout.hidden.length ? t('titleHidden', { count: layout.hidden.length }) : t('title')
  return (
    <Popover
      label={title}
      className="field needs-script flex items-center gap-1.5 py-1 text-sm"
      button={
        <>
          <Columns3 aria-hidden className="size-4 text-ink-soft" />
          {title}
        </>
      }
    >
      {() => (
        <div className="space-y-3 p-1.5">
          <fieldset>
            <legend className="mb-1 text-ink-soft text-sm">{t('columns')}</legend>
            {COLUMN_IDS.filter(canHide).map((column) => (
              <label key={column} className="flex items-center gap-2 rounded px-1.5 py-1 hover:bg-sunken">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={!layout.hidden.includes(column)}
                  onChange={() => change(({ hidden }) => ({ hidden: toggled(hidden, column) }))}
                />
                {name(column)}
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend className="mb-1 text-ink-soft text-sm">{t('density')}</legend>
            {DENSITIES.map((density) => (
              <label key={density} className="flex items-center gap-2 rounded px-1.5 py-1 hover:bg-sunken">
                <input
                  type="radio"
                  name="density"
                  className="size-4 accent-accent"
                  checked={layout.density === density}
                  onChange={() => change(() => ({ density }))}
                />
                {t(density)}
              </label>
            ))}
          </fieldset>
          {tableLayoutText(layout) !== tableLayoutText(DEFAULT_LAYOUT) && (
            <button type="button" className="field w-full py-1 text-sm" onClick={() => change(() => DEFAULT_LAYOUT)}>
              {t('reset')}
            </button>
          )}
        </div>
      )}
    </Popover>
  )
}
