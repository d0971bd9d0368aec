import { LinkPurpose, personIn } from '@/lib/account'
import { type Change, recordedFields } from '@/lib/change/change'
import { compareRows, type Difference, type Fields, instantOf, isAsSaid, type Row } from '@/lib/replay/row'

export const nameOfLink = (id: number) => `access link ${id}`

/** What a change says of a link. Changes of versions up to 0.1.0 do not say which one it was. */
type Event = {
  change: Change
  what: 'made' | 'used' | 'revoked'
  link: number | null
  /** What it says of the link's columns. */
  fields: Fields
  at: ReturnType<typeof instantOf>
}

const WHAT: Record<string, [Event['what'], LinkPurpose]> = {
  'setup.linkMade': ['made', LinkPurpose.SETUP],
  'setup.linkRevoked': ['revoked', LinkPurpose.SETUP],
  'person.invited': ['made', LinkPurpose.INVITATION],
  'person.invitationRevoked': ['revoked', LinkPurpose.INVITATION],
  'person.passwordLinkMade': ['made', LinkPurpose.PASSWORD],
  'person.passwordLinkRevoked': ['revoked', LinkPurpose.PASSWORD],
  'person.passwordReset': ['used', LinkPurpose.PASSWORD],
}
const INSTANT = { made: 'createdAt', used: 'usedAt', revoked: 'revokedAt' } as const

/** What the changes of accounts, first to last, and the links on file say differently. */
export function compareLinks(changes: readonly Change[], found: readonly (Row & { id: number })[]): Difference[] {
  const open = new Set(changes.flatMap((change) => eventOf(change) ?? []))
  const take = (what: Event['what'], { id, fields }: { id: number; fields: Fields }): Event | undefined => {
    const own = [...open].filter((event) => event.what === what)
    const event = own.find(({ link }) => link === id) ?? own.find((one) => one.link === null && isLike(one, fields))
    if (event) open.delete(event)
    return event
  }
  const said = found.flatMap((row): Row[] => {
    const made = take('made', row)
    if (!made) return []
    const [used, revoked] = [take('used', row), take('revoked', row)]
    const instants = { createdAt: made.at, usedAt: used?.at ?? null, revokedAt: revoked?.at ?? null }
    return [{ name: row.name, fields: { ...made.fields, ...instants } }]
  })
  const missing = [...open].filter(isOwed).map(({ what, link, change: { sequence } }): Difference => {
    const name = link === null ? 'the access link' : nameOfLink(link)
    return { how: 'missing', name: `${name} that was ${what} in change ${sequence}`, fields: [] }
  })
  return [...compareRows(said, found), ...missing]
}

function eventOf(change: Change): Event | null {
  const { action, actor, subject } = change.entry
  const { link = null, role, linkHash, expiresAt } = recordedFields(change.entry.data)
  const at = instantOf(change)
  // It does not say whether it was an invitation or the setup, but nobody joins by a link to a password.
  if (action === 'person.created') return { change, what: 'used', link: numberOr(link), fields: { userId: null }, at }
  const [what, purpose] = WHAT[action] ?? []
  if (!what || !purpose) return null
  const userId = purpose === LinkPurpose.PASSWORD ? personIn(subject) : null
  const own: Fields = { purpose, userId, role: purpose === LinkPurpose.INVITATION ? role : null }
  if (what === 'made') own.createdBy = actor
  if (linkHash !== undefined) Object.assign(own, { tokenHash: linkHash, expiresAt })
  return { change, what, link: numberOr(link), fields: own, at }
}

const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Whether a change that does not name its link can be of this one. */
const isLike = ({ what, fields, at }: Event, found: Fields): boolean =>
  Object.entries({ ...fields, [INSTANT[what]]: at }).every(([column, value]) => isAsSaid(value, found[column]))

/** Whether a link on file must correspond to it: the first person may also have been entered by the settings, without one. */
const isOwed = ({ change: { entry }, link }: Event): boolean =>
  entry.action !== 'person.created' || link !== null || (entry.recordedAt === undefined && entry.actor !== 'setup')
