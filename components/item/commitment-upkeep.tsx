import { Archive, PencilLine } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { retitlePath, withdrawPath } from '@/lib/paths'

/** What an administrator can do with the commitment itself: correct its titles, withdraw it. */
export function CommitmentUpkeep({ of: ref }: { of: string }) {
  const t = useTranslations()
  const locale = useLocale()
  const links = [
    { href: retitlePath(locale, ref), label: t('retitle.open'), Icon: PencilLine },
    { href: withdrawPath(locale, ref), label: t('withdraw.open'), Icon: Archive },
  ]
  return (
    <nav aria-label={t('retitle.upkeep')} className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-[0.9375rem] print:hidden">
      {links.map(({ href, label, Icon }) => (
        <Link key={href} href={href} prefetch={false} className="inline-flex min-h-8 items-center gap-1.5">
          <Icon aria-hidden className="size-4" />
          {label}
        </Link>
      ))}
    </nav>
  )
}
