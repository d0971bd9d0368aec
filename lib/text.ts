import { z } from 'zod'

/** What no text may hold: control characters but tab and line feed, what turns the direction of writing, half characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it refuses
const UNWRITTEN = /[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/

export const isWritten = (text: string): boolean => !UNWRITTEN.test(text) && text.isWellFormed()

/**
 * A text as somebody typed it into a form: line ends made LF, trimmed, at most so many characters, and nothing in it
 * that cannot be seen but changes what is read. Refusals are keys of `errors` in messages/.
 */
export const written = (longest: number, shortest = 1) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(shortest).max(longest).refine(isWritten, 'unwritten'))

/** The same, where nothing typed means null. */
export const writtenOrNull = (longest: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? null : (value ?? null)),
    written(longest).nullable(),
  )

/** An absolute http or https link with a host, and no name or password in it. */
export const isWebLink = (text: string): boolean => {
  if (!/^https?:\/\/[^\s\\/][^\s\\]*$/i.test(text) || !isWritten(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && hostname !== '' && username === '' && password === ''
}
