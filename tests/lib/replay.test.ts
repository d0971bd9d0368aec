import { describe, expect, test } from 'vitest'
import type { Change, ChangeEntry, Sealed } from '@/lib/change/change'
import { compareLinks, nameOfLink } from '@/lib/replay/link'
import { replayPeople } from '@/lib/replay/person'
import { compareInOrder, compareRows, instantOf, isAsSaid, type Row } from '@/lib/replay/row'

const AT = '2026-11-20T10:00:00.000Z'
const row = (name: string, value: unknown = name): Row => ({ name, fields: { value } })

const aChange = (entry: Partial<Sealed> & Pick<ChangeEntry, 'action'>, sequence = 1, at = AT): Change => ({
  sequence,
  at,
  entry: { actor: 'operator', subject: 'user:a', data: null, ...entry },
  previousHash: '',
  hash: '',
})

describe('rows that have names', () => {
  test.each([
    ['the same', [row('a')], [row('a')], []],
    ['another value', [row('a', 1)], [row('a', 2)], [{ how: 'differs', name: 'a', fields: ['value'] }]],
    ['one that is gone', [row('a'), row('b')], [row('b')], [{ how: 'missing', name: 'a', fields: [] }]],
    ['one more', [row('a')], [row('a'), row('b')], [{ how: 'added', name: 'b', fields: [] }]],
    ['one more of the same name', [row('a', 1)], [row('a', 2), row('a', 1)], [{ how: 'added', name: 'a', fields: [] }]],
  ])('are compared by them: %s', (_, said, found, differences) => {
    expect(compareRows(said, found)).toEqual(differences)
  })
})

describe('rows that have none', () => {
  const said = [row('change 1', 1), row('change 2', 2), row('change 3', 3)]
  const found = (...values: number[]) => values.map((value, index) => row(`row ${index + 1}`, value))
  test.each([
    ['the same', [1, 2, 3], []],
    ['one altered', [1, 9, 3], [{ how: 'differs', name: 'change 2', fields: ['value'] }]],
    ['the last altered', [1, 2, 9], [{ how: 'differs', name: 'change 3', fields: ['value'] }]],
    ['one gone', [1, 3], [{ how: 'missing', name: 'change 2', fields: [] }]],
    ['one more', [1, 9, 2, 3], [{ how: 'added', name: 'row 2', fields: [] }]],
    ['one more at the end', [1, 2, 3, 9], [{ how: 'added', name: 'row 4', fields: [] }]],
    ['none', [], said.map(({ name }) => ({ how: 'missing', name, fields: [] }))],
    [
      'one gone and one altered',
      [2, 9],
      [
        { how: 'missing', name: 'change 1', fields: [] },
        { how: 'differs', name: 'change 3', fields: ['value'] },
      ],
    ],
  ])('are compared in their order: %s', (_, values, differences) => {
    expect(compareInOrder(said, found(...values))).toEqual(differences)
  })
})

describe('the instant that a row bears', () => {
  const sealed = instantOf(aChange({ action: 'x', recordedAt: '2026-11-20T09:59:58.123Z' }))
  const earlier = instantOf(aChange({ action: 'x' }))
  const byNode = instantOf(aChange({ action: 'x' }), 'node')
  test.each([
    ['is that of its change, to the millisecond', sealed, '2026-11-20T09:59:58.123Z', true],
    ['is no other', sealed, '2026-11-20T09:59:58.124Z', false],
    ['of an earlier version may be two minutes older', earlier, '2026-11-20T09:58:00.000Z', true],
    ['and no more', earlier, '2026-11-20T09:57:59.999Z', false],
    ['and not later', earlier, '2026-11-20T10:00:00.002Z', false],
    ['may be an hour off where a node’s clock gave it', byNode, '2026-11-20T11:00:00.000Z', true],
    ['and no more than that', byNode, '2026-11-20T11:00:00.001Z', false],
    ['must be one', earlier, null, false],
  ])('%s', (_, said, found, isSame) => {
    expect(isAsSaid(said, found)).toBe(isSame)
  })
})

describe('access links', () => {
  const made = (sequence: number, entry: Partial<Sealed> = {}) =>
    aChange({ action: 'person.invited', subject: 'invitation', data: { role: 'EDITOR' }, ...entry }, sequence)
  const joined = (sequence: number, entry: Partial<Sealed> = {}) =>
    aChange({ action: 'person.created', data: { name: 'Wen', role: 'EDITOR' }, ...entry }, sequence)
  const link = (id: number, fields = {}) => ({
    id,
    name: nameOfLink(id),
    fields: {
      ...{ id, purpose: 'INVITATION', tokenHash: 'hash', role: 'EDITOR', userId: null, createdBy: 'operator' },
      ...{ createdAt: AT, expiresAt: '2026-11-27T10:00:00.000Z', usedAt: null, revokedAt: null },
      ...fields,
    },
  })
  const revoked = aChange({ action: 'person.invitationRevoked', subject: 'invitation', data: { role: 'EDITOR' } }, 3)
  const sealed = { recordedAt: AT }
  const full = { role: 'EDITOR', link: 7, linkHash: 'hash', expiresAt: '2026-11-27T10:00:00.000Z' }

  test.each<[string, Change[], ReturnType<typeof link>[], object[]]>([
    [
      'of earlier versions are found by what they are',
      [made(1), made(2), revoked],
      [link(1), link(2, { revokedAt: AT })],
      [],
    ],
    ['and by whom they brought in', [made(1), joined(2)], [link(1, { usedAt: AT })], []],
    ['the first person is entered without one', [joined(1, { actor: 'setup' })], [], []],
    ['everybody else by one', [joined(1)], [], [{ how: 'missing', name: 'the access link that was used in change 1' }]],
    ['one that was put there', [made(1)], [link(1), link(2)], [{ how: 'added', name: 'access link 2' }]],
    [
      'one that gives more',
      [made(1)],
      [link(1, { role: 'ADMIN' })],
      [{ how: 'added' }, { how: 'missing', name: 'the access link that was made in change 1' }],
    ],
    [
      'one that is open again',
      [made(1), made(2), revoked],
      [link(1), link(2)],
      [{ how: 'missing', name: 'the access link that was revoked in change 3' }],
    ],
    ['one that nobody used', [made(1)], [link(1, { usedAt: AT })], [{ how: 'differs', fields: ['usedAt'] }]],
    ['of this version are found by their number', [made(1, { ...sealed, data: full })], [link(7)], []],
    [
      'with another token',
      [made(1, { ...sealed, data: full })],
      [link(7, { tokenHash: 'x' })],
      [{ how: 'differs', fields: ['tokenHash'] }],
    ],
    [
      'that last longer',
      [made(1, { ...sealed, data: full })],
      [link(7, { expiresAt: AT })],
      [{ how: 'differs', fields: ['expiresAt'] }],
    ],
    [
      'that were used and do not say so',
      [made(1, { ...sealed, data: full }), joined(2, { ...sealed, data: { name: 'Wen', role: 'EDITOR', link: 7 } })],
      [link(7)],
      [{ how: 'differs', fields: ['usedAt'] }],
    ],
  ])('%s', (_, changes, found, differences) => {
    expect(compareLinks(changes, found)).toMatchObject(differences)
    expect(compareLinks(changes, found)).toHaveLength(differences.length)
  })
})

test('a person’s version counts writes, of which one may make several changes', () => {
  const created = aChange({ action: 'person.created', data: { name: 'Wen', role: 'VIEWER' } }, 1)
  const later = '2026-11-21T10:00:00.000Z'
  const both = [
    aChange({ action: 'person.roleChanged', data: { role: 'ADMIN' } }, 2, later),
    aChange({ action: 'person.reactivated' }, 3, later),
  ]
  const renamed = aChange({ action: 'person.renamed', data: { name: 'Li' } }, 4, '2026-11-22T10:00:00.000Z')
  expect(replayPeople([created, ...both, renamed])[0]?.fields).toMatchObject({ name: 'Li', role: 'ADMIN', version: 3 })
})
