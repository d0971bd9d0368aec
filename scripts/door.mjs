/**
 * @typedef {{ enter: (leave: () => void) => void, refuse: () => void }} Caller
 *   `enter` is called when it may go in, with what it calls when it is done
 */

/**
 * Lets so many in at once; so many more wait in the order in which they came, and whoever comes then is refused at once,
 * since an answer that comes too late helps nobody and delays all.
 * @param {{ atOnce: number, waiting: number }} limits
 */
export function doorFor({ atOnce, waiting }) {
  let inside = 0
  const queue = /** @type {Set<Caller>} */ (new Set())

  /** @param {Caller} caller */
  function letIn(caller) {
    inside += 1
    let isInside = true
    caller.enter(() => {
      if (!isInside) return
      isInside = false
      inside -= 1
      const [next] = queue
      if (!next) return
      queue.delete(next)
      letIn(next)
    })
  }

  /**
   * Comes to the door. Returns how to give up waiting there.
   * @param {Caller} caller
   * @returns {() => void}
   */
  return function come(caller) {
    if (inside < atOnce) letIn(caller)
    else if (queue.size < waiting) queue.add(caller)
    else caller.refuse()
    return () => queue.delete(caller)
  }
}
