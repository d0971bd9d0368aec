import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AssessEntry } from '@/app/[locale]/commitments/[ref]/assess/assess-entry'

type Props = { params: Promise<{ ref: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { ref }] = await Promise.all([getTranslations('assess'), params])
  return { title: t('titleOf', { ref }), description: t('description'), robots: { index: false } }
}

export default function AssessPage({ params }: Props) {
  return (
    <div className="panel mx-auto max-w-4xl p-4 sm:p-6">
      <AssessEntry params={params} over={false} />
    </div>
  )
}
