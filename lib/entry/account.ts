import { z } from 'zod'
import { isToken } from '@/lib/access-link'
import { LONGEST_NAME, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/account'
import { written } from '@/lib/entry/fields'
import { isWritten } from '@/lib/text'

/** A person's name, on one line. */
export const personName = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' '))
  .pipe(written(LONGEST_NAME))

/** An e-mail address, in lower case. Its only use is to sign in: nothing is ever sent to it. */
export const emailAddress = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().min(1).max(254))
  .pipe(z.string().refine((text) => z.email().safeParse(text).success, 'notAnEmail'))

/** A password as somebody chooses it; its spaces are kept. */
export const newPassword = z
  .string()
  .min(SHORTEST_PASSWORD, 'passwordLength')
  .max(LONGEST_PASSWORD, 'passwordLength')
  .refine(isWritten, 'unwritten')

/** A password as somebody signs in with it. */
export const givenPassword = z.string().min(1).max(LONGEST_PASSWORD)

/** Of a link that works once. */
export const linkToken = z.string().refine(isToken, 'linkOver')

/** What names a person or a session. */
export const rowId = z
  .string()
  .min(1, { abort: true })
  .max(64)
  .regex(/^[\w-]+$/, 'notReadable')
