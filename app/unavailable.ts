/**
 * Has the answer to a request, by its headers, say 503 and when to ask again, if it has not begun; scripts/unavailable.mjs
 * sees to it. Without that, as under `next start` by itself, it says what Next says.
 */
export function answerUnavailable(name: string | null | undefined): void {
  const { accordUnavailable } = globalThis as { accordUnavailable?: (name: string) => void }
  if (name) accordUnavailable?.(name)
}

/** The header by which a request is named. */
export const REQUEST_NAME = 'x-accord-request'
