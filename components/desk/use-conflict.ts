import { useState } from 'react'
import type { Sides } from '@/lib/conflict'
import { pick } from '@/lib/pick'

/** A refused edit and what was recorded meanwhile: the fields to choose between, and those for which theirs was taken. */
export type Meeting<Fields> = Sides<Fields> & {
  names: readonly (keyof Fields & string)[]
  taken: readonly (keyof Fields & string)[]
}

/**
 * Keeps what a form and somebody else's record say of the same fields.
 *
 * @param put writes into the form's fields what was chosen
 */
export function useConflict<Fields extends object>(put: (parts: Partial<Fields>) => void) {
  const [meeting, meet] = useState<Meeting<Fields> | null>(null)

  function take(name: keyof Fields & string, whose: 'yours' | 'theirs') {
    if (!meeting) return
    const others = meeting.taken.filter((one) => one !== name)
    put(pick(meeting[whose], [name]) as Partial<Fields>)
    meet({ ...meeting, taken: whose === 'theirs' ? [...others, name] : others })
  }

  return { meeting, meet, take }
}
