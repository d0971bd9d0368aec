import type { ErrorCode } from '@/lib/error'

/** What is wrong with a form: a sentence for its user, and the field it belongs to, or null for all of it. */
export type Problem = { field: string | null; message: string }

/** What a form was answered: done, or refused; a stale edit is refused with what stands now. */
export type ActionState<Value> =
  | { done: true; value: Value }
  | { done: false; code: ErrorCode; problems: Problem[]; current: unknown }

/** Of an edit that was refused because something else stands now: what that is; else null. */
export const standingIn = <Standing>({ code, current }: { code: string; current: unknown }): Standing | null =>
  code === 'CONFLICT' ? (current as Standing | null) : null

/** A server action as a form is given it. */
export type Action<Value> = (form: FormData) => Promise<ActionState<Value>>
