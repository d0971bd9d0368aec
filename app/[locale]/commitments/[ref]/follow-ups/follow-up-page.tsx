import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FORMS, FollowUpEntry, type FollowUpParams } from '@/app/[locale]/commitments/[ref]/follow-ups/follow-up-entry'
import { PRIVATE } from '@/app/private-page'
import { Dialog } from '@/components/ui/dialog'

export type Props = { params: FollowUpParams }
type Doing = { doing: keyof typeof FORMS }

export async function metadataOf({ params, doing }: Props & Doing): Promise<Metadata> {
  const [t, { ref }] = await Promise.all([getTranslations('followUp'), params])
  return { ...PRIVATE, title: t(FORMS[doing].titleOf, { ref }) }
}

/** One of the forms at its own address. */
export function FollowUpPage({ params, doing }: Props & Doing) {
  return (
    <div className="panel mx-auto max-w-4xl p-4 sm:p-6">
      <FollowUpEntry params={params} doing={doing} over={false} />
    </div>
  )
}

/** The same form over the page that it was opened from. */
export async function FollowUpDialog({ params, doing }: Props & Doing) {
  const [t, { ref }] = await Promise.all([getTranslations(), params])
  return (
    <Dialog label={t(`followUp.${FORMS[doing].titleOf}`, { ref })} discard={t('assess.discard')}>
      <FollowUpEntry params={params} doing={doing} over />
    </Dialog>
  )
}
