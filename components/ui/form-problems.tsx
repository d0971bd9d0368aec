'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useContext, useEffect, useRef } from 'react'
import { fieldId, type Remedy, useForm } from '@/components/ui/form-context'
import { OwnerContext } from '@/components/ui/use-draft'

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
        {problems.map(({ field, message, remedy }) => (
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
            {remedy && <WayOut remedy={remedy} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What leads on where no field is wrong. What was typed is kept, and filled in again afterwards. */
function WayOut({ remedy }: { remedy: Remedy }) {
  const t = useTranslations('form')
  const owner = useContext(OwnerContext)
  if (remedy === 'reload')
    return (
      <button type="button" onClick={() => location.reload()} className="ml-2 font-semibold underline">
        {t('reload')}
      </button>
    )
  if (owner === null) return null
  return (
    <a
      href={`${owner.signInHref}?next=${encodeURIComponent(location.pathname + location.search)}`}
      className="ml-2 font-semibold"
    >
      {t('signIn')}
    </a>
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
