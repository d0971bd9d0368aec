import { useLocale } from 'next-intl'
import { CommitmentUpkeep } from '@/components/item/commitment-upkeep'
import type { CommitmentItem } from '@/lib/commitment'
import { inLanguage } from '@/lib/locale'

/** An item's ref, and its title in both languages. */
export function ItemHeading({
  commitment,
  mayKeepUp,
}: {
  commitment: Pick<CommitmentItem, 'ref' | 'titleZh' | 'titleEn'>
  /** Whether the reader may correct its titles and withdraw it. */
  mayKeepUp: boolean
}) {
  const locale = useLocale()
  return (
    <header className="mb-6">
      <p className="text-ink-soft tabular-nums">{commitment.ref}</p>
      <h1 className="font-semibold text-2xl sm:text-3xl">
        {inLanguage(locale, commitment.titleZh, commitment.titleEn)}
      </h1>
      <p className="mt-1 text-ink-soft text-lg" lang={inLanguage(locale, 'en-GB', 'zh-CN')}>
        {inLanguage(locale, commitment.titleEn, commitment.titleZh)}
      </p>
      {mayKeepUp && <CommitmentUpkeep of={commitment.ref} />}
    </header>
  )
}
