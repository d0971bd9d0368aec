import { canonicalJson } from '@/lib/canonical-json'
import { pick } from '@/lib/pick'

/** What an edit was made from, what it makes of that, and what somebody else recorded meanwhile. */
export type Sides<Fields> = { base: Fields; yours: Fields; theirs: Fields }

/** An edit held against what somebody else recorded meanwhile, field by field. */
export type Comparison<Fields, Name> = {
  /** What they changed to something other than what you have. */
  moved: Name[]
  /** What both changed, to different things. */
  collisions: Name[]
  /** What you changed to something other than what they have. */
  changed: Name[]
  /** Theirs with your changes. */
  merged: Fields
}

/** Compares these fields. What only one side changed is no collision, nor what both changed to the same thing. */
export function compare<Fields extends object, Name extends keyof Fields>(
  names: readonly Name[],
  { base, yours, theirs }: Sides<Fields>,
): Comparison<Fields, Name> {
  const differing = (a: Fields, b: Fields) => names.filter((name) => canonicalJson(a[name]) !== canonicalJson(b[name]))
  const edited = differing(yours, base)
  const apart = differing(yours, theirs)
  const moved = differing(theirs, base).filter((name) => apart.includes(name))
  return {
    moved,
    collisions: moved.filter((name) => edited.includes(name)),
    changed: edited.filter((name) => apart.includes(name)),
    merged: { ...theirs, ...pick(yours, edited) },
  }
}
