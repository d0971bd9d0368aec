'use client'

import { ArrowDown, ArrowUp, ChevronDown, EyeOff, Group, type LucideIcon, Pin, PinOff, Ungroup, X } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { Popover } from '@/components/ui/popover'
import { ViewLink } from '@/components/ui/view-link'
import type { ItemField } from '@/lib/commitment'
import { changed, type Filter, GROUPINGS } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import { type ColumnId, canHide, canPin } from '@/lib/table-layout'

/** What can be done with a column. Sorting and grouping change the address; hiding and pinning are kept in a cookie. */
export function ColumnMenu({
  column,
  name,
  field,
  sorted,
  pinned,
  filter,
  onHide,
  onPin,
}: {
  column: ColumnId
  name: string
  /** The field it sorts by, if any. */
  field: ItemField | null
  sorted: false | 'asc' | 'desc'
  pinned: boolean
  filter: Filter
  onHide: () => void
  onPin: () => void
}) {
  const t = useTranslations('table.menu')
  const locale = useLocale()
  const href = (parts: Partial<Filter>) => tablePath(locale, changed(filter, parts))
  const grouping = GROUPINGS.find((one) => one === column)
  const grouped = grouping !== undefined && filter.groupBy === grouping
  const others = filter.sort.filter((key) => key.field !== field)

  return (
    <Popover
      label={t('open', { column: name })}
      className="grid w-7 shrink-0 place-items-center self-stretch text-ink-soft hover:bg-line/60 focus-visible:-outline-offset-2"
      button={<ChevronDown aria-hidden className="size-4" />}
    >
      {(close) => {
        const link = (icon: LucideIcon, label: string, parts: Partial<Filter>, current = false) => (
          <Choice icon={icon} label={label} href={href(parts)} current={current} onPress={close} />
        )
        return (
          <ul>
            {field && link(ArrowUp, t('ascending'), { sort: [{ field, descending: false }] }, sorted === 'asc')}
            {field && link(ArrowDown, t('descending'), { sort: [{ field, descending: true }] }, sorted === 'desc')}
            {field && !sorted && filter.sort.length > 0
              ? link(ArrowUp, t('also'), { sort: [...filter.sort, { field, descending: false }] })
              : null}
            {sorted && link(X, t('unsorted'), { sort: others })}
            {grouping && !grouped && link(Group, t('group'), { groupBy: grouping })}
            {grouped && link(Ungroup, t('ungroup'), { groupBy: null })}
            {canPin(column) && (
              <Choice icon={pinned ? PinOff : Pin} label={t(pinned ? 'unpin' : 'pin')} onPress={onPin} close={close} />
            )}
            {canHide(column) && <Choice icon={EyeOff} label={t('hide')} onPress={onHide} close={close} />}
          </ul>
        )
      }}
    </Popover>
  )
}

const LOOK =
  'flex w-full items-center gap-2 rounded px-2 py-1.5 text-left text-ink no-underline hover:bg-sunken hover:no-underline aria-[current]:font-semibold aria-[current]:text-accent'

/** A link to a view, or else a button, which needs JavaScript and is hidden without it. */
function Choice({
  icon: Icon,
  label,
  href,
  current,
  onPress,
  close,
}: {
  icon: LucideIcon
  label: string
  href?: string
  current?: boolean
  onPress: () => void
  close?: () => void
}) {
  const face = (
    <>
      <Icon aria-hidden className="size-4 text-ink-soft" />
      {label}
    </>
  )
  if (href)
    return (
      <li>
        <ViewLink href={href} onClick={onPress} aria-current={current ? 'true' : undefined} className={LOOK}>
          {face}
        </ViewLink>
      </li>
    )
  return (
    <li className="needs-script">
      <button
        type="button"
        className={LOOK}
        onClick={() => {
          close?.()
          onPress()
        }}
      >
        {face}
      </button>
    </li>
  )
}
