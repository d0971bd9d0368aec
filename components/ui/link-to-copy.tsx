'use client'

import { Copy } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { Said } from '@/components/ui/said'

/** A link that is shown only once. It gets the focus, with its text selected for copying. */
export function LinkToCopy({
  label,
  note,
  link,
  copy,
  copied,
}: {
  label: string
  note: string
  link: string
  copy: string
  copied: string
}) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isCopied, done] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another link in the same place gets the focus too
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
    done(false)
  }, [link])

  async function take() {
    input.current?.select()
    // Plain http on a local network has no clipboard API, but the selected text can still be copied.
    const wrote = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    )
    done(wrote || document.execCommand('copy'))
  }

  return (
    <div className="mt-4 rounded-md border border-line bg-sunken p-3">
      <label htmlFor={id} className="block font-medium text-[0.9375rem]">
        {label}
      </label>
      <p id={`${id}-note`} className="text-sm">
        {note}
      </p>
      <div className="mt-1 flex gap-2">
        <input
          ref={input}
          id={id}
          readOnly
          value={link}
          aria-describedby={`${id}-note`}
          onFocus={(event) => event.currentTarget.select()}
          className="field min-w-0 grow font-mono text-sm"
        />
        <button type="button" onClick={take} className="field inline-flex shrink-0 items-center gap-1.5">
          <Copy aria-hidden className="size-4" />
          {copy}
        </button>
      </div>
      <Said>{isCopied && copied}</Said>
    </div>
  )
}
