'use client'

import { createContext, useContext } from 'react'
import { type FormDraft, NO_DRAFT } from '@/components/ui/use-draft'

/** What is wrong with a form, the field it is about if any, and what can be done about it besides changing a field. */
export type Problem = { field: string | null; message: string; remedy?: Remedy }
export type Remedy = 'reload' | 'signIn'

type Form = {
  id: string
  problems: readonly Problem[]
  isPending: boolean
  /** Whether it was sent and not answered, so that it cannot be changed. */
  isLocked: boolean
  draft: FormDraft
  /** Goes on where nothing was typed, or once the user has chosen to discard it. */
  leave: (goOn: () => void) => void
}

export const FormContext = createContext<Form>({
  id: '',
  problems: [],
  isPending: false,
  isLocked: false,
  draft: NO_DRAFT,
  leave: (goOn) => goOn(),
})

/** The form that a field stands in: what is wrong with it, whether it is being sent, and how it is left. */
export const useForm = (): Form => useContext(FormContext)

/** The id of the control of a field, for its label, its problem and links to it. */
export const fieldId = (form: string, name: string): string => `${form}-${name.replace(/[^\w-]/g, '-')}`
