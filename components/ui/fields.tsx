'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'
import { fieldId, useForm } from '@/components/ui/form-context'
import { useIsReady } from '@/components/ui/use-is-ready'

type Shown = {
  label: ReactNode
  name: string
  /** How to fill it in, shown before anything is wrong. */
  hint?: ReactNode
  className?: string
}

/** A label, a control, its hint and its problem, tied together for screen readers. */
function Field({
  label,
  name,
  hint,
  className,
  children,
}: Shown & { children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode }) {
  const { id, problems } = useForm()
  const own = fieldId(id, name)
  const wrong = problems.filter(({ field }) => field === name)
  const describedBy = [hint && `${own}-hint`, wrong.length > 0 && `${own}-wrong`].filter(Boolean).join(' ')
  return (
    <div className={className}>
      <label htmlFor={own} className="block font-medium text-[0.9375rem]">
        {label}
      </label>
      {hint && (
        <p id={`${own}-hint`} className="text-ink-soft text-sm">
          {hint}
        </p>
      )}
      {wrong.length > 0 && (
        <p id={`${own}-wrong`} className={WRONG}>
          {wrong.map(({ message }) => message).join(' ')}
        </p>
      )}
      {children({
        id: own,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': wrong.length > 0 || undefined,
      })}
    </div>
  )
}

const WRONG = 'font-medium text-sm underline decoration-2 decoration-warn-line underline-offset-4'
const CONTROL = 'field mt-1 w-full aria-invalid:border-2 aria-invalid:border-warn-line'

/** One line of text; also for a day, a number, a link, an address or a password, by `type`. */
export function TextField({ label, name, hint, className, ...input }: Shown & Omit<ComponentProps<'input'>, 'name'>) {
  const isReady = useIsReady()
  const { isLocked } = useForm()
  // What was typed before hydration stays, except in controlled fields.
  const isEarly = !isReady && input.value !== undefined
  return (
    <Field label={label} name={name} hint={hint} className={className}>
      {(control) => (
        <input
          disabled={isEarly}
          {...input}
          {...control}
          readOnly={isLocked || input.readOnly}
          name={name}
          className={CONTROL}
        />
      )}
    </Field>
  )
}

/** Disabled until hydrated, because React would overwrite what was typed before. */
export function TextArea({ label, name, hint, className, ...input }: Shown & Omit<ComponentProps<'textarea'>, 'name'>) {
  const isReady = useIsReady()
  const { isLocked } = useForm()
  return (
    <Field label={label} name={name} hint={hint} className={className}>
      {(control) => (
        <textarea
          disabled={!isReady}
          rows={3}
          {...input}
          {...control}
          readOnly={isLocked || input.readOnly}
          name={name}
          className={CONTROL}
        />
      )}
    </Field>
  )
}

/**
 * A choice, disabled until hydrated like a text area. A value that is no longer among the options is still shown and sent, for the
 * server to refuse: choosing another one in its place would change what was meant.
 */
export function SelectField({
  label,
  name,
  hint,
  className,
  options,
  gone,
  ...input
}: Shown & {
  options: readonly (readonly [value: string, label: string])[]
  /** What a value is called that is not among them any more. */
  gone?: string
} & Omit<ComponentProps<'select'>, 'name'>) {
  const isReady = useIsReady()
  const t = useTranslations('form')
  const { value } = input
  const isGone = typeof value === 'string' && value !== '' && !options.some(([offered]) => offered === value)
  return (
    <Field label={label} name={name} hint={hint} className={className}>
      {(control) => (
        <select disabled={!isReady} {...input} {...control} name={name} className={CONTROL}>
          {isGone && <option value={value}>{gone ?? t('gone')}</option>}
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Fields that belong together, with the problem they have as a group. */
export function FieldGroup({ label, name, hint, className, children }: Shown & { children: ReactNode }) {
  const { id, problems } = useForm()
  const own = fieldId(id, name)
  const wrong = problems.filter(({ field }) => field === name)
  return (
    <fieldset
      id={own}
      tabIndex={-1}
      aria-describedby={wrong.length > 0 ? `${own}-wrong` : undefined}
      className={`min-w-0 ${className ?? ''}`}
    >
      <legend className="font-semibold">{label}</legend>
      {hint && <p className="text-ink-soft text-sm">{hint}</p>}
      {wrong.length > 0 && (
        <p id={`${own}-wrong`} className={WRONG}>
          {wrong.map(({ message }) => message).join(' ')}
        </p>
      )}
      {children}
    </fieldset>
  )
}
