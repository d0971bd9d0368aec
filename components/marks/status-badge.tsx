import { Archive, CirclePause, CircleSlash2, type LucideIcon, Replace, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type Condition, isHalted, type Status, statusKey } from '@/lib/status'

const ICONS: Partial<Record<Condition, LucideIcon>> = {
  STALLED: CircleSlash2,
  SUSPENDED: CirclePause,
  REVERSED: Undo2,
  SUPERSEDED: Replace,
  CONCLUDED: Archive,
}

/** An item's status and, unless it is ACTIVE, its condition; never told by colour alone. */
export function StatusBadge({ status, condition }: { status: Status | null; condition: Condition }) {
  const t = useTranslations()
  const Icon = ICONS[condition]
  const key = statusKey(status)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap" title={t(`status.${key}.definition`)}>
        <StatusSwatch status={key} hatched={isHalted(condition)} />
        {t(`status.${key}.label`)}
      </span>
      {Icon && (
        <span
          className={`inline-flex items-center gap-1 whitespace-nowrap text-sm ${isHalted(condition) ? 'font-semibold' : 'text-ink-soft'}`}
          title={t(`condition.${condition}.definition`)}
        >
          <Icon aria-hidden className="size-3.5" />
          {t(`condition.${condition}.label`)}
        </span>
      )}
    </span>
  )
}

/** The colour of a status, hatched where the item is halted. */
export function StatusSwatch({ status, hatched = false }: { status: string; hatched?: boolean }) {
  return (
    <span
      aria-hidden
      className={`inline-block size-3.5 shrink-0 rounded-[3px] ring-1 ring-line-strong/60 ring-inset print:[print-color-adjust:exact] ${hatched ? 'hatched' : ''}`}
      style={{ backgroundColor: `var(--status-${status})` }}
    />
  )
}
