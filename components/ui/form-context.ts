'use client'

import { createContext, useContext } from 'react'

export type Problem = { field: string | null; message: string }

type Form = { id: string; problems: readonly Problem[]; isPending: boolean }
export const FormContext = createContext<Form>({ id: '', problems: [], isPending: false })

/** The form that a field stands in: what is wrong with it, and whether it is being sent. */
export const useForm = (): Form => useContext(FormContext)

/** The id of the control of a field, for its label, its problem and links to it. */
export const fieldId = (form: string, name: string): string => `${form}-${name.replace(/[^\w-]/g, '-')}`
