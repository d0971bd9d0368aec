import { SquarePen } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { assessPath } from '@/lib/paths'

/** The way to the form in which a commitment is assessed. */
export function AssessLink({ of: ref }: { of: string }) {
  const t = useTranslations('assess')
  const locale = useLocale()
  return (
    <Link
      href={assessPath(locale, ref)}
      prefetch={false}
      scroll={false}
      className="field inline-flex items-center gap-2 font-medium no-underline print:hidden"
    >
      <SquarePen aria-hidden className="size-4" />
      {t('open')}
    </Link>
  )
}
