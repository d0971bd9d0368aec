import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { AgreementOverview } from '@/lib/agreement'
import type { Filter } from '@/lib/filter'
import { inLanguage } from '@/lib/locale'
import { tablePath } from '@/lib/paths'

/** How each agreement was compiled, and the way to everything that was. */
export function CompiledNote({ agreements, filter }: { agreements: AgreementOverview[]; filter: Filter }) {
  const t = useTranslations('dashboard')
  const locale = useLocale()
  return (
    <section aria-labelledby="compiled" className="panel p-4 sm:p-6">
      <h2 id="compiled" className="mb-2 font-semibold text-xl">
        {t('compiled')}
      </h2>
      {agreements.map(({ slug, compiledNoteZh, compiledNoteEn }) => (
        <p key={slug} className="mb-2">
          {inLanguage(locale, compiledNoteZh, compiledNoteEn)}
        </p>
      ))}
      <p>
        <Link href={tablePath(locale, filter)}>{t('openTable')}</Link>
      </p>
    </section>
  )
}
