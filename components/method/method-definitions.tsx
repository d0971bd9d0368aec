import { useLocale, useTranslations } from 'next-intl'
import { StatusSwatch } from '@/components/marks/status-badge'
import { MethodSection } from '@/components/method/method-section'
import { MethodTerms } from '@/components/method/method-terms'
import { changed, type Filter } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import { CONDITIONS, CONFIDENCES, isHalted, PROGRESS_BAND, STATUS_KEYS, type StatusKey, TYPES } from '@/lib/status'
import { type Cell, countOf, summaryOf } from '@/lib/summary'

/** What every value of type, status, condition and confidence means, with how many commitments have it now. */
export function MethodDefinitions({ cells, filter }: { cells: Cell[]; filter: Filter }) {
  const t = useTranslations()
  const locale = useLocale()
  const { byStatus, byCondition } = summaryOf(cells)
  const counted = (count: number, parts: Partial<Filter>) => ({
    count,
    href: tablePath(locale, changed(filter, parts)),
  })
  const extra: Partial<Record<string, string>> = {
    STALLED: t('method.conditions.extra.STALLED'),
    SUSPENDED: t('method.conditions.extra.SUSPENDED'),
    SUPERSEDED: t('method.conditions.extra.SUPERSEDED'),
  }
  return (
    <>
      <MethodSection id="types" title={t('method.types.title')} note={t('method.types.note')}>
        <MethodTerms
          name={t('method.types.title')}
          terms={TYPES.map((type) => ({
            code: type,
            label: t(`type.${type}.label`),
            definition: t(`type.${type}.definition`),
            counted: counted(countOf(cells.filter((cell) => cell.type === type)), { type: [type] }),
          }))}
        />
      </MethodSection>
      <MethodSection id="statuses" title={t('method.statuses.title')} note={t('method.statuses.note')}>
        <MethodTerms
          name={t('method.statuses.title')}
          terms={STATUS_KEYS.map((status) => ({
            code: status,
            label: t(`status.${status}.label`),
            mark: <StatusSwatch status={status} />,
            definition: t(`status.${status}.definition`),
            band: bandOf(status) ?? t('method.statuses.noBand'),
            counted: counted(byStatus[status], { status: [status] }),
          }))}
        />
      </MethodSection>
      <MethodSection id="conditions" title={t('method.conditions.title')} note={t('method.conditions.note')}>
        <MethodTerms
          name={t('method.conditions.title')}
          terms={CONDITIONS.map((condition) => ({
            code: condition,
            label: t(`condition.${condition}.label`),
            mark: isHalted(condition) ? <StatusSwatch status="UNASSESSED" hatched /> : undefined,
            definition: t(`condition.${condition}.definition`),
            extra: extra[condition],
            counted: counted(byCondition[condition], { condition: [condition] }),
          }))}
        />
      </MethodSection>
      <MethodSection id="confidence" title={t('method.confidence.title')} note={t('method.confidence.note')}>
        <MethodTerms
          name={t('method.confidence.title')}
          terms={[...CONFIDENCES, 'NONE' as const].map((confidence) => ({
            code: confidence,
            label: t(`confidence.${confidence}.label`),
            definition: t(`confidence.${confidence}.definition`),
          }))}
        />
      </MethodSection>
    </>
  )
}

function bandOf(status: StatusKey): string | null {
  const band = PROGRESS_BAND[status]
  return band && (band[0] === band[1] ? String(band[0]) : band.join('–'))
}
