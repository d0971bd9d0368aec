import Link from 'next/link'
import { useLocale } from 'next-intl'
import type { Day } from '@/lib/day'
import { inLanguage } from '@/lib/locale'
import { itemPath } from '@/lib/paths'

/** To a commitment on a day, by its ref and title. */
export function ItemLink({
  item,
  asOf,
}: {
  item: { ref: string; titleZh: string; titleEn: string }
  asOf: Day | null
}) {
  const locale = useLocale()
  return (
    <Link href={itemPath(locale, item.ref, asOf)} prefetch={false}>
      {item.ref} {inLanguage(locale, item.titleZh, item.titleEn)}
    </Link>
  )
}
