import type { IncomingMessage } from 'node:http'
import { MOST_FIELDS } from '@/lib/form'
import type { Refusal } from './refusal'

/** As Next takes, which would answer anything larger with 500. */
export const MOST_BYTES = 1024 * 1024
/**
 * As browsers write it. What two parsers could read in two ways (a second boundary, quotes, a parameter more) is refused, so
 * that the parts counted here are those that are parsed.
 */
const TYPE = /^multipart\/form-data; ?boundary=([\w-]{1,70})$/
/**
 * A part behind its boundary: a field of the one form, under a name of up to a hundred bytes that React begins with the form's
 * number. It has no other header, and no file.
 */
const FIELD = /^\r\nContent-Disposition: form-data; name="_1_[ !#-[\]-~\x80-\xff]{0,97}"\r\n\r\n/
/** The last part, in which React says that the action is called with that form alone. */
const CALL = '\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$K1"]'
const END = /^--(\r\n)?$/
const MOST_PARTS = MOST_FIELDS + 2

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
  return refusalOfParts(body.toString('latin1'), boundary)
}

/**
 * Refuses what is not written to the letter as browsers write a form, and Next's client the call. All of it is looked at once,
 * byte by byte: where this and the parsers of Next and React could differ, it is refused.
 */
function refusalOfParts(body: string, boundary: string): Refusal | null {
  const [before, ...parts] = `\r\n${body}`.split(`\r\n--${boundary}`, MOST_PARTS + 2)
  if (parts.length > MOST_PARTS) return TOO_MANY
  const [call, end = ''] = parts.splice(-2)
  return before === '' && END.test(end) && call === CALL && parts.every((part) => FIELD.test(part)) ? null : NO_FORM
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
