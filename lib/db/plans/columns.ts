import { type Day, dateOf, dayOf } from '@/lib/day'
import { WORKING_FIELDS, type WorkingFields } from '@/lib/plan'
import type { Commitment, Prisma } from '@/prisma/generated/client'

/**
 * A working field has a column of its own name, except the person, who is kept by id. A day, whose name ends in On, is
 * kept as a date.
 */
const columnOf = (field: keyof WorkingFields) => (field === 'responsible' ? 'responsibleId' : field)
type WorkingColumns = Pick<Commitment, ReturnType<typeof columnOf>>

/** Selects them. */
export const WORKING_COLUMNS = Object.fromEntries(WORKING_FIELDS.map((field) => [columnOf(field), true])) as {
  [Name in keyof WorkingColumns]: true
}

export function workingFieldsOf(row: WorkingColumns): WorkingFields {
  const shown = (value: WorkingColumns[keyof WorkingColumns]) => (value instanceof Date ? dayOf(value) : value)
  return Object.fromEntries(WORKING_FIELDS.map((field) => [field, shown(row[columnOf(field)])])) as WorkingFields
}

/** Some of them as they are kept. */
export function workingColumnsOf(fields: Partial<WorkingFields>): Prisma.CommitmentUncheckedUpdateInput {
  const columns = Object.entries(fields).map(([field, value]) => [
    columnOf(field as keyof WorkingFields),
    field.endsWith('On') && value !== null ? dateOf(value as Day) : value,
  ])
  return Object.fromEntries(columns)
}
