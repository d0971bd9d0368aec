import { expect, test } from 'vitest'
import { compare } from '@/lib/conflict'

const NAMES = ['title', 'notes', 'sources'] as const
const base = { title: 'A', notes: 'n', sources: [{ url: 'x', title: null }] }

test('what only they changed is theirs, and no collision', () => {
  const theirs = { ...base, title: 'B' }
  expect(compare(NAMES, { base, yours: base, theirs })).toEqual({
    moved: ['title'],
    collisions: [],
    changed: [],
    merged: theirs,
  })
})

test('what both changed to different things collides, and is yours until somebody chooses', () => {
  const yours = { ...base, title: 'C', notes: 'm' }
  expect(compare(NAMES, { base, yours, theirs: { ...base, title: 'B' } })).toEqual({
    moved: ['title'],
    collisions: ['title'],
    changed: ['title', 'notes'],
    merged: yours,
  })
})

test('what both changed to the same thing is no collision, in whatever order its parts stand', () => {
  const sides = { base, yours: { ...base, sources: [{ url: 'y', title: null }] }, theirs: base }
  const theirs = { ...base, sources: [{ title: null, url: 'y' }] }
  expect(compare(NAMES, { ...sides, theirs })).toMatchObject({ moved: [], collisions: [], changed: [] })
})
