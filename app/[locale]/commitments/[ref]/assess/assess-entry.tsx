import { getLocale, getTranslations } from 'next-intl/server'
import { assess } from '@/app/actions/assessments'
import { PageMessages } from '@/app/page-messages'
import { AssessForm } from '@/components/desk/assess-form'
import { inLanguage } from '@/lib/locale'
import { assessPath, itemPath } from '@/lib/paths'
import { commitmentToEdit } from '@/server/request/commitment-to-edit'

/** The form for an assessment of one commitment, on a page of its own or over the page it was opened from. */
export async function AssessEntry({ params, over }: { params: Promise<{ ref: string }>; over: boolean }) {
  const [locale, t, { ref: segment }] = await Promise.all([getLocale(), getTranslations(), params])
  const { commitment, agreement, today } = await commitmentToEdit(segment, (ref) => assessPath(locale, ref))
  const { ref } = commitment
  return (
    <>
      <p className="text-ink-soft tabular-nums">{ref}</p>
      <h1 className="mb-4 font-semibold text-xl sm:text-2xl">
        {t('assess.title')}
        {t('item.colon')}
        {inLanguage(locale, commitment.titleZh, commitment.titleEn)}
      </h1>
      <PageMessages
        of={[
          'assess',
          'conflict',
          'followUp',
          'form',
          'item',
          'status',
          'condition',
          'confidence',
          'effect',
          'relation',
          'precision',
          'tier',
        ]}
      >
        <AssessForm
          commitment={commitment}
          concludedOn={agreement.concludedOn}
          parties={agreement.parties}
          today={today}
          assess={assess}
          doneHref={over ? null : itemPath(locale, ref)}
        />
      </PageMessages>
    </>
  )
}
