import { useLocale, useTranslations } from 'next-intl'
import type { Party } from '@/lib/agreement'
import { formatDay, isDay } from '@/lib/day'
import { type FollowUpDraft, REPORTERS, type ShownField } from '@/lib/follow-up'
import { languageName } from '@/lib/language-name'
import { inLanguage } from '@/lib/locale'

/** What a follow-up says, field by field, in the reader's words. */
export function useFollowUpWords(parties: readonly Party[]) {
  const t = useTranslations()
  const locale = useLocale()
  const reporters = [
    ...parties.map(({ code, nameZh, nameEn }) => [code, inLanguage(locale, nameZh, nameEn)] as const),
    ...REPORTERS.map((code) => [code, t(code === 'BOTH' ? 'item.both' : 'item.third')] as const),
  ]
  const reporterOf = (code: string) => reporters.find(([one]) => one === code)?.[1] ?? code
  const day = (text: string | null) => text && (isDay(text) ? formatDay(text, locale) : text)

  return {
    /** Who can report an event, with their codes. */
    reporters,
    reporterOf,
    labelOf: (field: ShownField): string => t(`followUp.${field}`),
    valueOf(field: ShownField, draft: Pick<FollowUpDraft, ShownField>): string {
      const words = (): string | null => {
        switch (field) {
          case 'occurredOn':
          case 'endedOn':
            return day(draft[field])
          case 'datePrecision':
            return t(`precision.${draft.datePrecision}`)
          case 'effect':
            return t(`effect.${draft.effect}`)
          case 'relation':
            return t(`relation.${draft.relation}`)
          case 'reportedBy':
            return reporterOf(draft.reportedBy)
          case 'sources':
            return draft.sources
              .map(({ publisher, title, tier, language, url }) =>
                t('followUp.sourceLine', {
                  title: [publisher, title].filter(Boolean).join(t('item.colon')),
                  tier: t(`tier.${tier}`),
                  language: languageName(language, locale),
                  url,
                }),
              )
              .join('\n')
          default:
            return draft[field]
        }
      }
      return words() || t('followUp.nothing')
    },
  }
}
