import { createTranslator } from 'use-intl/core'
import { type ChangeEntry, recordedFields } from '@/lib/change/change'
import type { Words } from '@/lib/change/words'
import type { MessageValues } from '@/lib/error'
import type { Locale } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'

type Fields = Record<string, unknown>
type Said = { entry: ChangeEntry; data: Fields; before: Fields; words: Words; fieldNames: Record<string, string> }
/** What else fills the sentence of an action, apart from its actor and item. */
type Saying = (said: Said) => MessageValues

const nothingMore: Saying = () => ({})
const title: Saying = ({ data, before, words }) => ({
  title: words.either(data.titleZh ?? before.titleZh, data.titleEn ?? before.titleEn),
})

const followUp: Saying = ({ entry, data, before, words }) => {
  const { effect, occurredOn, endedOn, sources } = entry.data === null ? before : data
  return {
    effect: words.effect(effect),
    days: words.days(occurredOn, endedOn),
    sources: Array.isArray(sources) ? sources.length : 0,
  }
}

const assessment: Saying = ({ entry, data, before, words }) => {
  const isSame = data.status === before.status && data.condition === before.condition
  return {
    how: !entry.before ? 'first' : isSame ? 'kept' : 'moved',
    before: words.standing(before),
    after: words.standing(data),
    day: words.days(data.effectiveOn),
    sources: words.sourcesOf(data.evidence),
  }
}

const plan: Saying = ({ data, words, fieldNames }) => ({
  fields: words.list(Object.keys(data).map((field) => words.named(fieldNames, field))),
})

const person: Saying = ({ entry, data, words }) => ({
  self: entry.actor === entry.subject ? 'yes' : 'no',
  person: words.actor(entry.subject),
  role: words.labelled('role', data.role),
})

/** Every action that has a sentence; messages/ has it under the action's name. */
const SAYINGS: Record<string, Saying> = {
  'agreement.created': title,
  'commitment.created': title,
  'commitment.retitled': title,
  'commitment.withdrawn': title,
  'followUp.recorded': followUp,
  'followUp.corrected': followUp,
  'followUp.withdrawn': followUp,
  'followUp.restored': followUp,
  'assessment.recorded': assessment,
  'assessment.corrected': assessment,
  'assessment.undone': assessment,
  'plan.changed': plan,
  'plan.reviewed': ({ data, words }) => ({ day: words.days(data.reviewedOn) }),
  'plan.undone': plan,
  'person.created': person,
  'person.renamed': (said) => ({
    ...person(said),
    before: said.words.plain(said.before.name),
    after: said.words.plain(said.data.name),
  }),
  'person.roleChanged': (said) => ({
    ...person(said),
    before: said.words.labelled('role', said.before.role),
    after: said.words.labelled('role', said.data.role),
  }),
  'person.deactivated': person,
  'person.reactivated': person,
  'person.invited': person,
  'person.invitationRevoked': person,
  'person.passwordLinkMade': person,
  'person.passwordLinkRevoked': person,
  'person.passwordChanged': person,
  'person.passwordReset': person,
  'person.sessionsEnded': (said) => ({ ...person(said), count: Number(said.data.sessions) || 0 }),
  'setup.linkMade': nothingMore,
  'setup.linkRevoked': nothingMore,
  'access.refused': ({ entry }) => ({ subject: entry.subject }),
  'access.refusedCalls': ({ data, words }) => ({
    hour: words.hour(data.hour),
    calls: Number(data.calls) || 0,
    networks: Number(data.networks) || 1,
  }),
}

type Translate = (key: string, values: MessageValues) => string

/** A change as a sentence without its full stop; an unknown action is shown by its own name. */
export function sentenceOfChange(entry: ChangeEntry, words: Words, locale: Locale): string {
  const messages = MESSAGES[locale]
  const t = createTranslator({ locale, messages, namespace: 'changes' }) as unknown as Translate
  const { actor, action, subject, item } = entry
  const who = words.actor(actor)
  if (!Object.hasOwn(SAYINGS, action)) return t('unread', { actor: who, action, subject })
  const parts = { data: recordedFields(entry.data), before: recordedFields(entry.before) }
  const more = SAYINGS[action]?.({ entry, ...parts, words, fieldNames: messages.changes.fields })
  return t(`said.${action}`, { actor: who, item: item ?? subject, ...more })
}
