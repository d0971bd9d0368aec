import { getTranslations } from 'next-intl/server'
import { AssessEntry } from '@/app/[locale]/commitments/[ref]/assess/assess-entry'
import { Dialog } from '@/components/ui/dialog'

/** The same form over the table or page that it was opened from; its own page when the address is opened directly. */
export default async function AssessDialog({ params }: { params: Promise<{ ref: string }> }) {
  const [t, { ref }] = await Promise.all([getTranslations('assess'), params])
  return (
    <Dialog label={t('titleOf', { ref })} discard={t('discard')}>
      <AssessEntry params={params} over />
    </Dialog>
  )
}
