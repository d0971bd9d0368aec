import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { ChangeDetails } from '@/components/changes/change-details'
import { ChangeSeal } from '@/components/changes/change-seal'
import { canonicalJson } from '@/lib/canonical-json'
import type { Link as ChainLink } from '@/lib/chain'
import { entryOf } from '@/lib/change/change'
import { detailsOf } from '@/lib/change/detail'
import { changePath } from '@/lib/change/paths'
import { sentenceOfChange } from '@/lib/change/sentence'
import { type Known, wordsIn } from '@/lib/change/words'
import { REF } from '@/lib/commitment'
import { formatInstant } from '@/lib/instant'
import { itemPath } from '@/lib/paths'

/** A change as it was read: its entry may be anything. */
type Row = ChainLink & { entry: unknown }

/** Changes as sentences, each with its number, its instant, its reason, what it changed, and what its hash is made of. */
export function ChangeList({
  changes,
  known,
  timeZone,
  ofItem = false,
}: {
  changes: readonly Row[]
  known: Known
  timeZone: string
  /** On the item's own page, where entries need no link to it. */
  ofItem?: boolean
}) {
  return (
    <ol className="divide-y divide-line">
      {changes.map((change) => (
        <Entry key={change.sequence} change={change} known={known} timeZone={timeZone} ofItem={ofItem} />
      ))}
    </ol>
  )
}

type EntryProps = { change: Row; known: Known; timeZone: string; ofItem: boolean }

function Entry({ change, known, timeZone, ofItem }: EntryProps) {
  const { sequence, at, entry: read, hash } = change
  const t = useTranslations('changes')
  const locale = useLocale()
  const words = wordsIn(locale, known)
  const entry = entryOf(read)
  const details = entry ? detailsOf(entry, words, locale) : []
  const item = !ofItem && entry?.item !== undefined && REF.test(entry.item) ? entry.item : null
  return (
    <li id={`change-${sequence}`} className="scroll-mt-4 break-inside-avoid px-4 py-3 target:bg-accent-soft sm:px-6">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-ink-soft text-sm">
        {/* Not a <Link>: the browser applies :target only when it loads the document. */}
        <a
          href={changePath(locale, sequence)}
          rel="nofollow"
          aria-label={t('link', { sequence })}
          className="tabular-nums"
        >
          #{sequence}
        </a>
        {item && (
          <Link href={itemPath(locale, item)} prefetch={false} className="tabular-nums">
            {item}
          </Link>
        )}
        <time dateTime={at} className="whitespace-nowrap tabular-nums">
          {formatInstant(at, locale, timeZone)}
        </time>
        <code title={hash} className="text-xs sm:ml-auto">
          {hash.slice(0, 8)}
        </code>
      </p>
      <p className="max-w-prose [overflow-wrap:anywhere]">
        {entry ? sentenceOfChange(entry, words, locale) : t('unreadable')}
      </p>
      {entry?.reason !== undefined && (
        <p className="max-w-prose text-ink-soft text-sm [overflow-wrap:anywhere]">
          {t('reason', { reason: entry.reason })}
        </p>
      )}
      {details.length > 0 && <ChangeDetails of={sequence} details={details} />}
      {!entry && (
        <details className="mt-1 text-sm">
          <summary>{t('asItIs')}</summary>
          <pre className="mt-1 whitespace-pre-wrap [overflow-wrap:anywhere]">{canonicalJson(read)}</pre>
        </details>
      )}
      {!ofItem && <ChangeSeal of={change} />}
    </li>
  )
}
