import { Link2 } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** The number and full hash of the last change in the chain, and what they can be used for. */
export function ChainHead({ sequence, hash }: { sequence: number; hash: string }) {
  const t = useTranslations('changes')
  return (
    <section aria-labelledby="head" className="panel mb-5 px-4 py-3 text-sm sm:px-6">
      <h2 id="head" className="flex items-center gap-2 font-semibold">
        <Link2 aria-hidden className="size-4 text-ink-soft" />
        {t('head', { sequence })}
      </h2>
      <p className="my-1">
        <code className="text-[0.8125rem] [overflow-wrap:anywhere]">{hash}</code>
      </p>
      <p className="text-ink-soft">
        {t.rich('headNote', { sequence, code: (text) => <code className="whitespace-nowrap">{text}</code> })}
      </p>
    </section>
  )
}
