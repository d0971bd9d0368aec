import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import type { Withdrawal } from '@/lib/commitment'
import { formatInstant } from '@/lib/instant'

/** Says when and why a commitment was withdrawn from the ledger. */
export function WithdrawalNotice({ withdrawn: { at, reason }, timeZone }: { withdrawn: Withdrawal; timeZone: string }) {
  const t = useTranslations('withdraw')
  const locale = useLocale()
  return (
    <Notice>
      <p className="font-semibold">
        {t.rich('withdrawnAt', {
          at: () => <time dateTime={at}>{formatInstant(at, locale, timeZone)}</time>,
        })}
      </p>
      <p className="whitespace-pre-line">{t('because', { reason })}</p>
      <p className="mt-1 text-sm">{t('withdrawnNote')}</p>
    </Notice>
  )
}
