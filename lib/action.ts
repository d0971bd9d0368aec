import type { ErrorCode } from '@/lib/error'

/** What is wrong with a form: a sentence for its user, and the field it is about, or null for the whole form. */
export type Problem = { field: string | null; message: string }

/** How a form was answered: done, or refused; a stale edit is refused with the current row. */
export type ActionState<Value> =
  | { done: true; value: Value }
  | { done: false; code: ErrorCode; problems: Problem[]; current: unknown }

/** The current row, where an edit was refused because the row had changed; else null. */
export const standingIn = <Standing>({ code, current }: { code: string; current: unknown }): Standing | null =>
  code === 'CONFLICT' ? (current as Standing | null) : null

/** A server action, as forms receive it. */
export type Action<Value> = (form: FormData) => Promise<ActionState<Value>>
