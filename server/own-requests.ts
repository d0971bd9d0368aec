import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { plainAddress } from './address'
import { type PresentRequest, presentRequest } from './shared'

// Next fetches from its own server while it answers: the page that a server action redirects to, and an action that the page
// it was posted to does not have. Such a request belongs to the one that waits for it. It is known by its connection, which
// nobody else can have, and not by anything that it says.

/** For whom a request is made by `fetch`, from when that was called. */
const askers = new WeakMap<object, PresentRequest>()
/** For whom a connection of this process is used now, by both its ends. */
const byConnection = new Map<string, PresentRequest>()

const endOf = (address?: string, port?: number) => `${plainAddress(address)} ${port}`

subscribe('undici:request:create', (message) => {
  const { request } = message as { request: object }
  const asker = presentRequest()
  if (asker) askers.set(request, asker)
})

subscribe('undici:client:sendHeaders', (message) => {
  const { request, socket } = message as { request: object; socket: Socket }
  const name = `${endOf(socket.localAddress, socket.localPort)} ${endOf(socket.remoteAddress, socket.remotePort)}`
  const asker = askers.get(request)
  if (!asker) return byConnection.delete(name)
  if (!byConnection.has(name)) socket.once('close', () => byConnection.delete(name))
  byConnection.set(name, asker)
})

/** The request for which this process itself made this one; undefined for all that come from outside. */
export const askerOf = ({ socket }: IncomingMessage): PresentRequest | undefined =>
  byConnection.get(`${endOf(socket.remoteAddress, socket.remotePort)} ${endOf(socket.localAddress, socket.localPort)}`)
