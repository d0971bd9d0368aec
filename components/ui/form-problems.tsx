'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { fieldId, useForm } from '@/components/ui/form-context'

/** All that is wrong with a form, each problem leading to its field. `names` are those of the fields, as their labels say. */
export function FormProblems({ names }: { names: ReadonlyMap<string, string> }) {
  const t = useTranslations('form')
  const { id, problems } = useForm()
  const summary = useRef<HTMLDivElement>(null)

  // After the problems are drawn, so that they are read out.
  useEffect(() => {
    if (problems.length > 0) summary.current?.focus()
  }, [problems])

  if (problems.length === 0) return null
  return (
    <div
      ref={summary}
      tabIndex={-1}
      role="alert"
      className="mb-4 flex gap-3 rounded-md border border-warn-line bg-warn px-4 py-3"
    >
      <CircleAlert aria-hidden className="mt-1 size-5 shrink-0" />
      <ul className="space-y-1">
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            {field === null || !names.has(field) ? (
              message
            ) : (
              <a
                href={`#${fieldId(id, field)}`}
                onClick={(event) => {
                  // Followed, it would add to the history, and leaving the form would only undo that.
                  event.preventDefault()
                  document.getElementById(fieldId(id, field))?.focus()
                }}
              >
                {t('about', { field: names.get(field) ?? '', message })}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The names of the fields that problems are about, read from their labels as they are on the page. */
export function namesOf(form: string, problems: readonly { field: string | null }[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const { field } of problems) {
    if (field === null) continue
    const own = fieldId(form, field)
    const name = document.querySelector(`label[for="${own}"], fieldset[id="${own}"] > legend`)?.textContent
    if (name) names.set(field, name)
  }
  return names
}
