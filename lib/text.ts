/** What no text may hold: control characters but tab and line feed, what turns the direction of writing, half characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it refuses
const UNWRITTEN = /[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/

export const isWritten = (text: string): boolean => !UNWRITTEN.test(text) && text.isWellFormed()

/** The beginning of a text that somebody sent, for a sentence about it. */
export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** A text from a form as it is kept: line ends made LF, and nothing around it. */
export const tidied = (text: string): string => text.replace(/\r\n?/g, '\n').trim()

/** An absolute http or https link with a host, and no name or password in it. */
export const isWebLink = (text: string): boolean => {
  if (!/^https?:\/\/[^\s\\/][^\s\\]*$/i.test(text) || !isWritten(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && hostname !== '' && username === '' && password === ''
}
