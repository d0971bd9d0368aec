'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { TextField } from '@/components/ui/fields'

/** A password that can be shown while it is typed, so that it need not be entered twice. */
export function PasswordField({ label, className, ...input }: ComponentProps<typeof TextField> & { label: string }) {
  const t = useTranslations('form')
  const [isShown, show] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <div className={`relative ${className ?? ''}`}>
      <TextField
        {...input}
        label={label}
        type={isShown ? 'text' : 'password'}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      <button
        type="button"
        onClick={() => show(!isShown)}
        aria-label={t(isShown ? 'hideWhat' : 'showWhat', { what: label })}
        className="needs-script absolute top-0 right-0 inline-flex min-h-6 items-center gap-1 rounded px-1 text-accent text-sm hover:bg-sunken"
      >
        <Icon aria-hidden className="size-4" />
        {t(isShown ? 'hide' : 'show')}
      </button>
    </div>
  )
}
