import { useTranslations } from 'next-intl'
import { hashedText, type Link } from '@/lib/chain'

/** The text that a change's hash is made of, so that whoever sees the change can check it; collapsed at first. */
export function ChangeSeal({ of: link }: { of: Link }) {
  const t = useTranslations('changes')
  return (
    <details className="mt-1 text-sm print:hidden">
      <summary aria-label={`${t('seal')} (#${link.sequence})`} className="w-fit cursor-pointer text-ink-soft">
        {t('seal')}
      </summary>
      <p className="mt-1 max-w-prose text-ink-soft">
        {t.rich('sealNote', {
          hash: () => <code className="[overflow-wrap:anywhere]">{link.hash}</code>,
        })}
      </p>
      <pre data-verbatim className="mt-1 whitespace-pre-wrap text-xs [overflow-wrap:anywhere]">
        {hashedText(link)}
      </pre>
    </details>
  )
}
