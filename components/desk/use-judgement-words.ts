import { useTranslations } from 'next-intl'
import { SUGGESTED } from '@/lib/assessment'
import type { Confidence } from '@/lib/status'
import type { JUDGEMENT_FIELDS, TypedJudgement } from '@/lib/typed-assessment'

type Name = (typeof JUDGEMENT_FIELDS)[number]

/** What the fields of a judgement are called and say, in the reader's words. */
export function useJudgementWords(suggested: Confidence | null) {
  const t = useTranslations()
  const confidenceOf = (confidence: string) => t(`confidence.${confidence as Confidence | 'NONE'}.label`)
  const asSuggested = t('assess.confidenceSuggested', { confidence: confidenceOf(suggested ?? 'NONE') })
  return {
    /** What is said of the confidence that the rule sees. */
    asSuggested,
    labelOf: (name: Name): string => t(`assess.${name}`),
    inWords(name: Name, fields: TypedJudgement): string {
      switch (name) {
        case 'status':
          return t(`status.${fields.status}.label`)
        case 'condition':
          return t(`condition.${fields.condition}.label`)
        case 'progress':
          return fields.progress === '' ? t('assess.nothing') : `${fields.progress}%`
        case 'confidence':
          return fields.confidence === SUGGESTED ? asSuggested : confidenceOf(fields.confidence)
      }
    },
  }
}
