import { headers } from 'next/headers'

/** Where the reader has the ledger open, such as `https://ledger.example.org`: for links that leave the page. */
export async function originOf(): Promise<string> {
  const requested = await headers()
  return process.env.ACCORD_URL || `${requested.get('x-forwarded-proto') ?? 'http'}://${requested.get('host')}`
}
