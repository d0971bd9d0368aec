import { AsyncResource } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** So many requests may be sent on one connection ahead of their turn; no browser or proxy sends one. */
const MOST_AHEAD = 100
const ahead = new WeakMap<Socket, number>()

/** Whether a request was sent before the last one on its connection was answered. */
export const isAhead = (response: ServerResponse): boolean => response.socket === null

/**
 * Calls back when it is the turn of a request that was sent ahead. Those of one connection are answered in order, so that it
 * could only take the place of another. When the connection goes first there is nothing to end, since nothing was begun; Node
 * would not tell.
 */
export function whenItsTurn({ socket }: IncomingMessage, response: ServerResponse, back: () => void): void {
  const before = ahead.get(socket) ?? 0
  if (before === MOST_AHEAD) {
    socket.destroy()
    return
  }
  ahead.set(socket, before + 1)
  // It comes when the one before it ends, and must not run as a part of that.
  const begin = AsyncResource.bind(() => {
    ahead.set(socket, (ahead.get(socket) ?? 1) - 1)
    back()
  })
  response.once('socket', begin)
}
