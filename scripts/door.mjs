/** What a caller comes for; the fewer of a kind are inside, the sooner one of it is let in. */
/** @typedef {string} Kind */
/**
 * @typedef {{ from: string, kind: Kind, enter: () => void, refuse: () => void }} Caller
 *   `enter` is called once when it may go in, or `refuse` once when it may not; neither after it has left
 */
/** @typedef {{ most: number, patience: number }} Room for so many to wait, each for so many milliseconds */

/** Soon, so that a reader who has been here for a while is not taken for part of a crowd that has just come. */
const FORGOTTEN_BY_HALF_MS = 2_000

/**
 * Lets so many in at once, and of one origin no more than half; others wait in the room of their kind. The next to go in
 * is of the kind that has the fewest inside, and among those of the origin that asked least for it of late: a flood from a
 * few waits for itself. Whoever finds a full room is refused, or takes the place of one whose origin has asked more.
 * @param {{ most: number, rooms: Record<Kind, Room> }} limits
 */
export function doorFor({ most, rooms }) {
  const inside = /** @type {Set<Caller>} */ (new Set())
  /** Inside, but standing still for somebody else's sake; they take no place. */
  const aside = /** @type {Set<Caller>} */ (new Set())
  const waiting = new Map(Object.keys(rooms).map((kind) => [kind, /** @type {Set<Caller>} */ (new Set())]))
  const patiences = /** @type {Map<Caller, NodeJS.Timeout>} */ (new Map())
  let isLettingIn = false
  /** By kind and origin: a page that is read asks for much else besides, and is no crowd for that. @type {Map<string, number>} */
  const asked = new Map()
  setInterval(() => forgetHalf(asked), FORGOTTEN_BY_HALF_MS).unref()

  const roomOf = (/** @type {Caller} */ { kind }) => /** @type {Set<Caller>} */ (waiting.get(kind))
  const asking = (/** @type {Caller} */ { kind, from }) => `${kind} ${from}`
  const askedBy = (/** @type {Caller} */ caller) => asked.get(asking(caller)) ?? 0
  const insideWith = (/** @type {(caller: Caller) => boolean} */ is) => count(inside, is)
  const mayEnter = (/** @type {Caller} */ caller) =>
    inside.size < most && insideWith(({ from }) => from === caller.from) < Math.ceil(most / 2)

  /** @param {Caller} caller */
  function wait(caller) {
    const { most, patience } = /** @type {Room} */ (rooms[caller.kind])
    const room = roomOf(caller)
    if (room.size >= most) {
      // The last to come of those who ask most.
      const greediest = best(room, (one, other) => askedBy(one) >= askedBy(other))
      if (!greediest || askedBy(greediest) <= askedBy(caller)) return caller.refuse()
      giveUp(greediest)
    }
    room.add(caller)
    patiences.set(
      caller,
      setTimeout(() => giveUp(caller), patience),
    )
  }

  /** @param {Caller} caller */
  function giveUp(caller) {
    forget(caller)
    caller.refuse()
  }

  /** @param {Caller} caller */
  function forget(caller) {
    clearTimeout(patiences.get(caller))
    patiences.delete(caller)
    roomOf(caller).delete(caller)
    inside.delete(caller)
    aside.delete(caller)
  }

  function letIn() {
    // Whoever leaves on entering makes room for the next within this same round.
    if (isLettingIn) return
    isLettingIn = true
    try {
      for (let caller = next(); caller; caller = next()) {
        forget(caller)
        inside.add(caller)
        caller.enter()
      }
    } finally {
      isLettingIn = false
    }
  }

  function next() {
    if (inside.size >= most) return
    const byTurn = [...waiting].sort(
      ([one], [other]) => insideWith(({ kind }) => kind === one) - insideWith(({ kind }) => kind === other),
    )
    for (const [, room] of byTurn) {
      const caller = best([...room].filter(mayEnter), (one, other) => askedBy(one) < askedBy(other))
      if (caller) return caller
    }
  }

  return {
    /** Comes to the door, and is let in, waits or is refused. @param {Caller} caller */
    come(caller) {
      asked.set(asking(caller), askedBy(caller) + 1)
      if (!mayEnter(caller)) return wait(caller)
      inside.add(caller)
      caller.enter()
    },
    /** Leaves, from wherever it is; once more changes nothing. @param {Caller} caller */
    leave(caller) {
      forget(caller)
      letIn()
    },
    /** Makes room for another while it stands still, or is counted again. @param {Caller} caller @param {boolean} isStill */
    stand(caller, isStill) {
      const [from, to] = isStill ? [inside, aside] : [aside, inside]
      if (!from.delete(caller)) return
      to.add(caller)
      letIn()
    },
    /** Lets so many in from now on; whoever is inside stays. @param {number} number */
    allow(number) {
      most = number
      letIn()
    },
    inside,
    aside,
    counts: () => ({
      inside: inside.size,
      aside: aside.size,
      waiting: [...waiting.values()].reduce((sum, room) => sum + room.size, 0),
    }),
  }
}

/** The first that no other is better than. @param {Iterable<Caller>} callers @param {(one: Caller, other: Caller) => boolean} isBetter */
function best(callers, isBetter) {
  let found = /** @type {Caller | undefined} */ (undefined)
  for (const caller of callers) if (!found || isBetter(caller, found)) found = caller
  return found
}

/** @param {Set<Caller>} callers @param {(caller: Caller) => boolean} is */
function count(callers, is) {
  let number = 0
  for (const caller of callers) if (is(caller)) number += 1
  return number
}

/** @param {Map<string, number>} asked */
function forgetHalf(asked) {
  for (const [asking, number] of asked)
    if (number < 2) asked.delete(asking)
    else asked.set(asking, number / 2)
}
