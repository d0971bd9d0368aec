import { useTranslations } from 'next-intl'
import { METHOD_VERSION } from '@/lib/rule'

/** The parts of the method, in their order; each id is that of its section. */
export function MethodContents() {
  const t = useTranslations('method')
  const parts = [
    ['fields', t('fields.title')],
    ['types', t('types.title')],
    ['statuses', t('statuses.title')],
    ['conditions', t('conditions.title')],
    ['confidence', t('confidence.title')],
    ['refused', t('refused.title')],
    ['assessments', t('assessments.title')],
    ['follow-ups', t('followUps.title')],
    ['sources', t('sources.title')],
    ['rule', t('rule.title', { version: METHOD_VERSION })],
    ['limits', t('limits.title')],
  ]
  return (
    <nav aria-label={t('contents')} className="top-6 text-[0.9375rem] lg:sticky print:hidden">
      <p className="mb-1 font-semibold text-ink-soft text-sm">{t('contents')}</p>
      <ol className="flex flex-wrap gap-x-4 gap-y-1 lg:block lg:space-y-1">
        {parts.map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
