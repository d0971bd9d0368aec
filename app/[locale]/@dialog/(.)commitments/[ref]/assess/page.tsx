import { getLocale, getTranslations } from 'next-intl/server'
import { AssessEntry } from '@/app/[locale]/commitments/[ref]/assess/assess-entry'
import { Dialog } from '@/components/ui/dialog'
import { itemPath } from '@/lib/paths'

/** The same form over the table or page that it was opened from; its own page when the address is opened directly. */
export default async function AssessDialog({ params }: { params: Promise<{ ref: string }> }) {
  const [locale, t, { ref }] = await Promise.all([getLocale(), getTranslations('assess'), params])
  return (
    <Dialog label={t('titleOf', { ref })} belowHref={itemPath(locale, ref)}>
      <AssessEntry params={params} over />
    </Dialog>
  )
}
