import { BLANK_FOLLOW_UP, BLANK_SOURCE, type FollowUpDraft } from '@/lib/follow-up'
import { type Fields, fieldsOf } from '@/lib/form'
import { tidied } from '@/lib/text'

/**
 * The follow-up that a form holds, right or wrong, for what is shown and compared in the browser. What is recorded is
 * read from the same fields by lib/entry/follow-up.ts.
 */
export const typedFollowUp = (form: FormData): FollowUpDraft => draftIn(fieldsOf(form))

/** Those that are typed into it to be recorded along with an assessment. */
export const typedEvidence = (form: FormData): FollowUpDraft[] => partsOf(fieldsOf(form).newEvidence).map(draftIn)

function draftIn(fields: Fields): FollowUpDraft {
  const sources = partsOf(fields.sources).map((source) => filled(BLANK_SOURCE, source))
  return { ...filled(BLANK_FOLLOW_UP, fields), sources }
}

const partsOf = (value: Fields[string] | undefined): Fields[] =>
  Array.isArray(value) ? value.filter((part) => typeof part !== 'string') : []

/** A blank in which every text that was typed has its place; what was not filled in stays blank. */
function filled<Blank extends object>(blank: Blank, fields: Fields): Blank {
  const entries = Object.entries(blank).map(([name, nothing]) => {
    const value = fields[name]
    return [name, (typeof value === 'string' && tidied(value)) || nothing]
  })
  return Object.fromEntries(entries) as Blank
}
