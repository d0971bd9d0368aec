import { expect, test } from 'vitest'
import { actorOf, may, type Person, personIn, ROLES } from '@/lib/account'

const person = (role: Person['role']): Person => ({ id: 'a1', name: 'Somebody', role })

test('a role may do what it needs and what lesser ones may', () => {
  const allowed = ROLES.map((role) => ROLES.filter((needs) => may(person(role), needs)))
  expect(allowed).toEqual([['VIEWER'], ['VIEWER', 'EDITOR'], ['VIEWER', 'EDITOR', 'ADMIN']])
})

test('who is not signed in may do what needs no role', () => {
  expect([null, ...ROLES].map((needs) => may(null, needs))).toEqual([true, false, false, false])
})

test('the record names a person by an id, and finds it again', () => {
  expect(personIn(actorOf(person('EDITOR')))).toBe('a1')
  expect(personIn(actorOf(null))).toBeNull()
  expect(personIn('rule v1')).toBeNull()
})
