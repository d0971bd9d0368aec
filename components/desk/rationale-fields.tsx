import { useTranslations } from 'next-intl'
import { FieldGroup, TextArea } from '@/components/ui/fields'
import { SUGGESTED } from '@/lib/assessment'
import type { TypedAssessment } from '@/lib/typed-assessment'

/** The rationale in Chinese or English. A correction, and a confidence other than the rule's, also need a reason. */
export function RationaleFields({
  typed,
  onType,
}: {
  typed: TypedAssessment
  onType: (parts: Partial<TypedAssessment>) => void
}) {
  const t = useTranslations('assess')
  return (
    <FieldGroup name="rationale" label={t('rationale')} hint={t('rationaleHint')} className="mt-5">
      <div className="mt-2 grid gap-4 sm:grid-cols-2">
        <TextArea
          name="rationaleZh"
          lang="zh-CN"
          label={t('rationaleZh')}
          value={typed.rationaleZh}
          onChange={({ target }) => onType({ rationaleZh: target.value })}
        />
        <TextArea
          name="rationaleEn"
          lang="en"
          label={t('rationaleEn')}
          value={typed.rationaleEn}
          onChange={({ target }) => onType({ rationaleEn: target.value })}
        />
      </div>
      {(typed.supersedesId !== '' || typed.confidence !== SUGGESTED) && (
        <TextArea name="reason" rows={2} label={t('reason')} className="mt-3" />
      )}
    </FieldGroup>
  )
}
