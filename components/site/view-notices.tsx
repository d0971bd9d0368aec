import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { Notice } from '@/components/ui/notice'
import type { Day } from '@/lib/day'
import type { Problem } from '@/lib/parse-filter'
import { sentenceOf } from '@/lib/sentence'

/** So many parts of an address are named; nobody typed more. */
const NAMED = 5

/** What the reader must know about the view: which parameters were not understood, and that it shows a past day. */
export function ViewNotices({
  problems,
  asOf,
  todayHref,
}: {
  problems: Problem[]
  asOf: Day | null
  todayHref: string
}) {
  const t = useTranslations()
  const locale = useLocale()
  return (
    <>
      {problems.length > 0 && (
        <Notice>
          <p>{t('table.problems', { count: problems.length })}</p>
          <ul className="list-disc pl-5">
            {problems.slice(0, NAMED).map((problem) => (
              <li key={problem.field}>{sentenceOf(problem, locale)}</li>
            ))}
            {problems.length > NAMED && <li>{t('table.moreProblems', { count: problems.length - NAMED })}</li>}
          </ul>
        </Notice>
      )}
      {asOf && (
        <Notice>
          {t.rich('site.asOfNote', { day: () => <DayText on={asOf} locale={locale} /> })}{' '}
          <Link href={todayHref}>{t('site.backToToday')}</Link>
        </Notice>
      )}
    </>
  )
}
