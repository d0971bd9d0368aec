import { z } from 'zod'
import { REF } from '@/lib/commitment'
import { isDay } from '@/lib/day'
import { isWritten, tidied } from '@/lib/text'

/**
 * The fields that several forms share. Every form is read strictly: a field that its schema does not name is refused.
 * Messages are keys of `errors` in messages/. What the domain itself refuses is in lib/, with each noun.
 */

/** A typed text, tidied, within these lengths, and without invisible characters that change how it reads. */
export const written = (longest: number, shortest = 1) =>
  z.string().transform(tidied).pipe(z.string().min(shortest).max(longest).refine(isWritten, 'unwritten'))

/** The same, where nothing typed means null. */
export const writtenOrNull = (longest: number, shortest = 1) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? null : (value ?? null)),
    written(longest, shortest).nullable(),
  )

/** Nothing chosen or typed is null. */
export const emptyIsNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable())

/** A number that the form itself put in; no larger than the database can hold. */
export const number = z
  .string()
  .regex(/^\d{1,9}$/, 'notReadable')
  .transform(Number)

/** A whole number that somebody typed, or nothing. */
export const typedNumberOrNull = (digits: number) =>
  emptyIsNull(
    z
      .string()
      .trim()
      .regex(new RegExp(`^\\d{1,${digits}}$`), 'notANumber')
      .transform(Number),
  )

export const day = z.string().min(1, { abort: true }).refine(isDay, 'notADay')
export const dayOrNull = emptyIsNull(z.string().refine(isDay, 'notADay'))
export const ref = z.string().max(64).regex(REF, 'notReadable')
/** What a row's version was when the form was drawn. */
export const version = number
export const reason = written(1_000, 3)
export const reasonOrNull = writtenOrNull(1_000)
