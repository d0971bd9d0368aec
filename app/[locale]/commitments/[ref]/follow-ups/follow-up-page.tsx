import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { FORMS, FollowUpEntry, type FollowUpParams } from '@/app/[locale]/commitments/[ref]/follow-ups/follow-up-entry'
import { PRIVATE } from '@/app/private-page'
import { Dialog } from '@/components/ui/dialog'
import { itemPath } from '@/lib/paths'

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
  const [locale, t, { ref }] = await Promise.all([getLocale(), getTranslations('followUp'), params])
  return (
    <Dialog label={t(FORMS[doing].titleOf, { ref })} belowHref={itemPath(locale, ref)}>
      <FollowUpEntry params={params} doing={doing} over />
    </Dialog>
  )
}
