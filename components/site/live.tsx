'use client'

import { RefreshCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useTransition } from 'react'
import { followStream } from '@/components/ui/follow-stream'
import { KeepPlace } from '@/components/ui/keep-place'

/** In milliseconds: how often, at most, the page is refreshed and announced, and how long the announcement stays. */
const REDRAW_EVERY = 1_000
const SAY_EVERY = 60_000
const SHOW_FOR = 6_000

/** How often to check whether a busy reader still is. */
const LOOK_EVERY = 250

type Notice = { key: 'updated' | 'waiting'; isSaid: boolean }

/**
 * Refreshes the page when anything was recorded that it does not show yet, without moving what is being read. While a form
 * is being filled in or text is selected it waits, says so, and refreshes on request.
 */
export function Live({
  recordedUpTo,
}: {
  /** How far the record went when the page was drawn. */ recordedUpTo: number
}) {
  const t = useTranslations('live')
  const router = useRouter()
  const [told, setTold] = useState({ upTo: recordedUpTo })
  const [asked, setAsked] = useState(told)
  const [isPending, startTransition] = useTransition()
  const [notice, setNotice] = useState<Notice | null>(null)
  const isOurs = useRef(false)
  const lastRedraw = useRef(Number.NEGATIVE_INFINITY)
  const lastSaid = useRef(Number.NEGATIVE_INFINITY)
  // After a restore the record may be shorter than before.
  const isBehind = told.upTo !== recordedUpTo && told !== asked

  useEffect(() => followStream('/api/events', (data) => setTold({ upTo: Number(data) })), [])

  useEffect(() => {
    if (!isBehind || isPending) return
    const look = () => {
      if (isSending()) return
      if (isBusy()) say('waiting')
      else if (performance.now() - lastRedraw.current >= REDRAW_EVERY) redraw()
    }
    look()
    const timer = setInterval(look, LOOK_EVERY)
    return () => clearInterval(timer)
  })

  useEffect(() => {
    if (notice?.key !== 'updated') return
    const timer = setTimeout(() => setNotice(null), SHOW_FOR)
    return () => clearTimeout(timer)
  }, [notice])

  function redraw() {
    isOurs.current = true
    lastRedraw.current = performance.now()
    setNotice(null)
    setAsked(told)
    startTransition(() => router.refresh())
  }

  function say(key: Notice['key']) {
    if (notice?.key === key) return
    const isSaid = performance.now() - lastSaid.current >= SAY_EVERY
    if (isSaid) lastSaid.current = performance.now()
    setNotice({ key, isSaid })
  }

  return (
    <>
      <KeepPlace
        of={recordedUpTo}
        onChange={(isOther) => {
          if (isOurs.current && isOther) say('updated')
          isOurs.current = false
        }}
      />
      <p aria-live="polite" className="sr-only">
        {notice?.isSaid && t(notice.key)}
      </p>
      {notice && (
        <div className="panel fixed bottom-4 left-4 z-40 flex items-center gap-2 px-3 py-1 text-ink-soft text-sm shadow-lg max-sm:bottom-20 print:hidden">
          <RefreshCw aria-hidden className="size-3.5" />
          <span aria-hidden>{t(notice.key)}</span>
          {notice.key === 'waiting' && (
            <button type="button" onClick={redraw} className="min-h-8 font-semibold text-accent underline">
              {t('show')}
            </button>
          )}
        </div>
      )}
    </>
  )
}

/** Whether the reader is in the middle of something that a refresh would disturb. */
const isBusy = (): boolean =>
  document.querySelector('dialog[open], form[data-touched]') !== null || getSelection()?.type === 'Range'

/** Whether a form is being sent: its answer comes with the refreshed page. */
const isSending = (): boolean => document.querySelector('form[aria-busy]') !== null
