import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'

/** What Next's client throws for an action that the server does not have. */
export const unrecognizedActionError = (): Error => new UnrecognizedActionError('Server Action "x" was not found')
