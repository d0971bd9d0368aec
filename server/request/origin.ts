import { headers } from 'next/headers'

/** Whether people have the ledger open on https; then nothing of it is to be had without. */
export const isHttps = process.env.ACCORD_URL?.startsWith('https:') ?? false

/** Where the reader has the ledger open, such as `https://ledger.example.org`: for links that leave the page. */
export async function originOf(): Promise<string> {
  const requested = await headers()
  return process.env.ACCORD_URL || `${requested.get('x-forwarded-proto') ?? 'http'}://${requested.get('host')}`
}

/**
 * Whether a page of the ledger sent this request. A browser names the page's site with every form, and no site can have it
 * name another; a request that names none, or none that can be told, is not from here.
 */
export async function isFromHere(): Promise<boolean> {
  const requested = await headers()
  const origin = requested.get('origin') ?? ''
  if (!URL.canParse(origin)) return false
  const here = requested.get('x-forwarded-host') ?? requested.get('host')
  return origin === process.env.ACCORD_URL || (!isHttps && new URL(origin).host === here)
}
