'use client'

import { usePathname } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { useContext, useEffect, useId, useState } from 'react'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { type Draft, draftsOf, dropDraft, withoutLanguage } from '@/components/ui/draft-store'
import { OwnerContext, ownedBy } from '@/components/ui/use-draft'

type Unsent = { name: string; at: number; told: NonNullable<Draft['told']> }

/**
 * What the reader typed in this tab into forms that are not offered any more, because what they are about was withdrawn or the
 * reader may no longer change it: to be read, copied and discarded. Without `within`, what was typed at the address of this page.
 */
export function UnsentTexts({ within }: { within?: { path: string; open: readonly string[] } }) {
  const t = useTranslations('unsent')
  const pathname = usePathname()
  const owner = useContext(OwnerContext)
  const id = useId()
  const [texts, setTexts] = useState<readonly Unsent[]>([])
  const [leaving, leave] = useState<string | null>(null)
  const reader = owner?.id ?? null

  useEffect(() => {
    if (reader === null) return
    const isLost = ({ told }: Unsent) =>
      within ? isWithin(told.path, within) : told.path === withoutLanguage(pathname)
    setTexts(
      draftsOf(ownedBy(reader))
        .flatMap(({ name, at, told }) => (told ? [{ name, at, told }] : []))
        .filter(isLost),
    )
  }, [reader, pathname, within])

  function discard(name: string) {
    dropDraft(name)
    setTexts(texts.filter((one) => one.name !== name))
    leave(null)
    // The button that was pressed is gone.
    setTimeout(() => document.getElementById('content')?.focus())
  }

  if (texts.length === 0) return null
  return (
    <section aria-labelledby={id} className="panel mx-auto my-8 max-w-3xl p-4 sm:p-6 print:hidden">
      <h2 id={id} className="font-semibold text-xl">
        {t('title')}
      </h2>
      <p className="mt-1 text-ink-soft">{t('note')}</p>
      {texts.map((one) => (
        <UnsentText key={one.name} {...one} onDiscard={() => leave(one.name)} />
      ))}
      {leaving !== null && <DiscardQuestion onKeep={() => leave(null)} onDiscard={() => discard(leaving)} />}
    </section>
  )
}

function UnsentText({ at, told: { title, language, words }, onDiscard }: Unsent & { onDiscard: () => void }) {
  const t = useTranslations('unsent')
  const format = useFormatter()
  const id = useId()
  return (
    <div className="mt-4 border-line border-t pt-3">
      <h3 id={id} lang={language} className="font-medium">
        {title}
      </h3>
      <p className="text-ink-soft text-sm">{t('typedAt', { at: format.dateTime(at, FORMAT) })}</p>
      {words.map(([label, text], nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change
        <div key={nth} className="mt-2 text-[0.9375rem]">
          <label htmlFor={`${id}-${nth}`} lang={language}>
            {label}
          </label>
          <textarea
            id={`${id}-${nth}`}
            readOnly
            value={text}
            rows={Math.min(8, Math.ceil(text.length / 80) + text.split('\n').length - 1)}
            onFocus={({ currentTarget }) => currentTarget.select()}
            className="field mt-1 w-full"
          />
        </div>
      ))}
      <button type="button" onClick={onDiscard} aria-describedby={id} className="mt-2 min-h-9 text-accent underline">
        {t('discard')}
      </button>
    </div>
  )
}

const FORMAT = {
  dateStyle: 'medium',
  timeStyle: 'short',
  // The reader's own, as they typed it; drawn only in the browser.
  get timeZone() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone
  },
} as const

function isWithin(path: string, { path: around, open }: { path: string; open: readonly string[] }): boolean {
  const outer = withoutLanguage(around)
  return (path === outer || path.startsWith(`${outer}/`)) && !open.some((one) => withoutLanguage(one) === path)
}
