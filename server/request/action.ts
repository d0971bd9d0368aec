import { refresh } from 'next/cache'
import { getLocale } from 'next-intl/server'
import type { z } from 'zod'
import { actorOf, may, type Person, type Role } from '@/lib/account'
import type { ActionState, Problem } from '@/lib/action'
import type { Day } from '@/lib/day'
import { isUnreachable, ledger } from '@/lib/db/client'
import type { Author, Written } from '@/lib/db/write'
import { problemsIn, submissionKey } from '@/lib/entry/problems'
import { AppError } from '@/lib/error'
import { fieldsOf, SUBMISSION } from '@/lib/form'
import type { Locale } from '@/lib/locale'
import { sentenceOf } from '@/lib/sentence'
import { type ActionLine, logged } from '@/server/request/action-log'
import { today } from '@/server/request/ledger'
import { log } from '@/server/request/log'
import { isFromHere } from '@/server/request/origin'
import { noteRefusal } from '@/server/request/refused-access'
import { currentSession } from '@/server/request/session'
import { logUnavailable } from '@/server/request/unavailable'

/** What an action is run with: who acts, in which words they are answered, and what day it is. */
export type Acting = {
  db: ReturnType<typeof ledger>
  person: Person | null
  author: Author
  today: Day
  locale: Locale
}

/** What an action did, and what is to follow once that is on record and in the log. */
type Outcome<Value> = Written<Value> & { afterwards?: () => Promise<unknown> }

/**
 * A server action: the one way in for everything that writes. It turns away what another site sends, finds out who asks,
 * refuses those who may not (and notes it in the record), reads the form strictly, and answers with what was done or what
 * was wrong in the reader's language. The log has the numbers of the changes that were recorded.
 * Every action of the ledger is made by this and listed in tests/e2e/doors.spec.ts.
 *
 * @param name as the record calls it, `noun.verb`
 * @param needs the least role, or null for everyone
 * @param schema of all fields: one that it does not name is refused
 */
export function action<Input, Value>(
  name: string,
  needs: Role | null,
  schema: z.ZodType<Input>,
  run: (input: Input, acting: Acting) => Promise<Outcome<Value>>,
): (form: FormData) => Promise<ActionState<Value>> {
  const answerTo = async (form: FormData, line: ActionLine): Promise<ActionState<Value>> => {
    const locale = (await getLocale()) as Locale
    const refused = (code: AppError['code'], problems: Problem[], current: unknown = null): ActionState<Value> => ({
      done: false,
      code,
      problems,
      current,
    })
    try {
      if (!(await isFromHere())) throw new AppError('FORBIDDEN', 'otherSite')
      const session = await currentSession()
      const person = session?.person ?? null
      line.actor = actorOf(person)
      if (!may(person, needs)) {
        line.changes = await noteRefusal(person, name)
        throw person ? new AppError('FORBIDDEN', 'forbidden') : new AppError('UNAUTHENTICATED', 'signedOut')
      }
      const { [SUBMISSION]: submission, ...fields } = fieldsOf(form)
      const input = schema.safeParse(fields)
      if (!input.success) return refused('INVALID', problemsIn(input.error, fields, locale))
      const acting = session && needs && { needs, session: session.id }
      const author = { actor: line.actor, submission: keyOf(submission), acting }
      const outcome = await run(input.data, { db: ledger(), person, author, today: today(), locale })
      line.changes = outcome.changes
      await outcome.afterwards?.()
      // What needs nobody signed in uses up a link or leads elsewhere: the page it stands on would be drawn as over.
      if (needs !== null) bringPage()
      return { done: true, value: outcome.result }
    } catch (error) {
      if (error instanceof AppError) {
        line.reason = error.key
        return refused(error.code, [{ field: error.field, message: sentenceOf(error, locale) }], error.current)
      }
      if (isUnreachable(error)) {
        logUnavailable(error)
        return refused('UNAVAILABLE', [
          { field: null, message: sentenceOf(new AppError('UNAVAILABLE', 'unavailable'), locale) },
        ])
      }
      throw error
    }
  }
  return (form) => logged(name, (line) => answerTo(form, line))
}

/** Has the answer bring the page along, drawn from what is now on record. */
function bringPage(): void {
  try {
    refresh()
  } catch (error) {
    // The sender has gone meanwhile, and Next takes the action to be over; what it did stands.
    log('debug', 'nobody waits', { error })
  }
}

function keyOf(submission: unknown): string | null {
  if (submission === undefined) return null
  const key = submissionKey.safeParse(submission)
  if (!key.success) throw new AppError('INVALID', 'notReadable', SUBMISSION)
  return key.data
}
