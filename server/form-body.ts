import type { IncomingMessage } from 'node:http'
import { MOST_FIELDS } from '@/lib/form'
import type { Refusal } from './refusal'

/** As Next takes, which would answer anything larger with 500. */
export const MOST_BYTES = 1024 * 1024
/** Longer than the name of any field. */
const LONGEST_NAME = 100
/** What React sends beside the fields says that the action is called with one form. */
const MOST_BESIDE = 1_000

/**
 * As browsers write it. What two parsers could read in two ways (a second boundary, quotes, a parameter more) is refused, so
 * that the parts counted here are those that are parsed.
 */
const TYPE = /^multipart\/form-data; ?boundary=([\w-]{1,70})$/

const close = { Connection: 'close' }
const TOO_LARGE: Refusal = {
  status: 413,
  code: 'TOO_LARGE',
  key: 'formTooLarge',
  values: { most: MOST_BYTES / 1024 },
  headers: close,
}
const TOO_MANY: Refusal = { status: 413, code: 'TOO_LARGE', key: 'tooManyFields', values: { most: MOST_FIELDS } }
const NO_FORM: Refusal = { status: 400, code: 'INVALID', key: 'noForm' }

/**
 * Why what is sent to an action is refused before Next and React read it: they take time without end for a body that nobody
 * would send, and answer one that they cannot read with 500. Null where it is a form, which is then read as if nobody had
 * looked at it, and where the client has gone.
 */
export async function refusalOfForm(request: IncomingMessage): Promise<Refusal | null> {
  const type = request.headers['content-type'] ?? ''
  const [, boundary] = TYPE.exec(type) ?? []
  if (!boundary) return NO_FORM
  if (Number(request.headers['content-length']) > MOST_BYTES) return TOO_LARGE
  const body = await wholeBody(request)
  if (body === 'gone') return null
  if (body === 'too large') return TOO_LARGE
  // One before each field, that of React's own among them, and one at the end.
  if (countOf(`--${boundary}`, body, MOST_FIELDS + 2) > MOST_FIELDS + 2) return TOO_MANY
  const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': type } })
    .formData()
    .catch(() => null)
  return form && isSound(form) ? null : NO_FORM
}

/** Reads what is sent to its end, and puts it back. */
function wholeBody(request: IncomingMessage): Promise<Buffer | 'too large' | 'gone'> {
  const parts: Buffer[] = []
  let size = 0
  return new Promise((resolve) => {
    const end = (result: Buffer | 'too large' | 'gone') => {
      request.off('readable', read).off('close', gone)
      resolve(result)
    }
    const gone = () => end('gone')
    const read = () => {
      for (let part = request.read() as Buffer | null; part !== null; part = request.read()) {
        parts.push(part)
        size += part.length
      }
      if (size > MOST_BYTES) return end('too large')
      if (!request.complete) return
      const body = Buffer.concat(parts)
      // Before the end is told, which it is in the next turn.
      if (body.length > 0) request.unshift(body)
      end(body)
    }
    request.on('readable', read).on('close', gone)
    if (request.complete) read()
  })
}

/** How often a text occurs, as far as it matters. */
function countOf(text: string, body: Buffer, most: number): number {
  let count = 0
  for (let at = body.indexOf(text); at !== -1 && count <= most; at = body.indexOf(text, at + text.length)) count += 1
  return count
}

/**
 * Whether names are of a length that fields have, and so is what is no field of the form itself: React numbers such parts, and
 * begins the names of fields with a number.
 */
function isSound(form: FormData): boolean {
  let beside = 0
  for (const [name, value] of form) {
    if (name.length > LONGEST_NAME) return false
    if (/^\d*$/.test(name)) beside += String(value).length
  }
  return beside <= MOST_BESIDE
}
