import { createHmac } from 'node:crypto'

/**
 * A hash of a text that nobody can make without the ledger's secret, nor tell the text from: what is counted or known by an
 * address stands under this in the database. The same text has another one for another purpose.
 */
export function keyed(purpose: string, text: string): string {
  const secret = process.env.ACCORD_SECRET
  if (!secret) throw new Error('ACCORD_SECRET is not set: start the ledger with npm start')
  return createHmac('sha256', secret).update(`${purpose} ${text}`).digest('base64url')
}
