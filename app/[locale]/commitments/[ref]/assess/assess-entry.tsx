import { forbidden, notFound, unauthorized } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { assess } from '@/app/actions/assessments'
import { readView } from '@/app/ledger'
import { PageMessages } from '@/app/page-messages'
import { currentPerson } from '@/app/session'
import { AssessForm } from '@/components/assess-form'
import { itemPath } from '@/components/paths'
import { may } from '@/lib/account'
import { REF } from '@/lib/commitment'
import { ledger } from '@/lib/db/client'
import { findCommitment } from '@/lib/db/commitments'
import { inLanguage } from '@/lib/locale'

/** The form for an assessment of one commitment, on a page of its own or over the page it was opened from. */
export async function AssessEntry({ params, over }: { params: Promise<{ ref: string }>; over: boolean }) {
  const [locale, t, person, { agreements, today }] = await Promise.all([
    getLocale(),
    getTranslations(),
    currentPerson(),
    readView(new URLSearchParams()),
  ])
  const { ref } = await params
  const commitment = REF.test(ref) ? await findCommitment(ledger(), ref, today, today) : null
  const agreement = agreements.find((one) => one.slug === commitment?.agreement)
  if (!commitment || !agreement) notFound()
  if (!person) unauthorized()
  if (!may(person, 'EDITOR')) forbidden()
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
