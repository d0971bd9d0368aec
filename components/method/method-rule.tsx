import { useTranslations } from 'next-intl'
import { MethodSection } from '@/components/method/method-section'
import { METHOD_VERSION } from '@/lib/rule'
import { TYPES } from '@/lib/status'

/** What the rule suggests, for each type of commitment, from what was counted. */
export function MethodRule() {
  const t = useTranslations()
  const types = TYPES.map((type) => ({
    key: type as string,
    name: t(`type.${type}.label`),
    suggestion: t(`method.rule.status.${type}`),
  }))
  const [principle, ...others] = types
  const rows = [
    ...(principle ? [principle] : []),
    { key: 'summit', name: t('method.rule.anyType'), suggestion: t('method.rule.status.summit') },
    ...others,
    { key: 'otherwise', name: t('method.rule.otherwise'), suggestion: t('method.rule.status.otherwise') },
  ]
  const title = t('method.rule.title', { version: METHOD_VERSION })
  return (
    <MethodSection id="rule" title={title} note={t('method.rule.note')}>
      <p className="mt-2 max-w-prose">
        {t('method.rule.tally', {
          held: t('effect.HELD'),
          delivered: t('effect.DELIVERED'),
          step: t('effect.STEP_AGREED'),
          reported: t('effect.REPORTED'),
        })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={title} className="panel mt-4 overflow-x-auto">
        <table className="w-full border-collapse text-[0.9375rem]">
          <thead>
            <tr className="bg-sunken text-left">
              <th scope="col" className="border-line border-b px-3 py-2">
                {t('columns.type')}
              </th>
              <th scope="col" className="border-line border-b px-3 py-2">
                {t('method.rule.suggestion')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, suggestion }) => (
              <tr key={key} className="border-line border-b break-inside-avoid last:border-0">
                <th scope="row" className="w-52 px-3 py-2 text-left max-sm:w-32 align-top font-medium">
                  {name}
                </th>
                <td className="min-w-48 px-3 py-2 align-top">{suggestion}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-4 max-w-prose">{t('method.rule.condition')}</p>
      <p className="mt-2 max-w-prose">{t('method.rule.progress')}</p>
    </MethodSection>
  )
}
