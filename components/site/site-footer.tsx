import { useTranslations } from 'next-intl'

export function SiteFooter() {
  const t = useTranslations('site')
  return (
    <footer className="mt-8 print:hidden border-line border-t bg-surface text-ink-soft text-sm">
      <div className="mx-auto flex max-w-[100rem] flex-wrap justify-between gap-x-8 gap-y-2 px-4 py-4 sm:px-6">
        <p className="max-w-prose">{t('footer')}</p>
        <p>
          <a href="/api/v1/commitments">{t('api')}</a>
        </p>
      </div>
    </footer>
  )
}
