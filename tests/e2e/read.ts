import type { APIRequestContext } from '@playwright/test'
import { type Html, htmlOf } from '../support/html'

/** A page as a browser without JavaScript gets it. */
export async function read(request: APIRequestContext, address: string, status = 200): Promise<Html> {
  const response = await request.get(address)
  if (response.status() !== status) throw new Error(`${response.status()}, not ${status}, from ${address}`)
  return htmlOf(await response.text())
}

/** The refs that the API gives for the query of an address. */
export async function refsFromApi(request: APIRequestContext, address: string): Promise<string[]> {
  const { origin, searchParams } = new URL(address, 'http://ledger.test')
  searchParams.delete('groupBy')
  const at = `/api/v1/commitments?${searchParams}`
  const response = await request.get(origin === 'http://ledger.test' ? at : origin + at)
  const { items } = (await response.json()) as { items: { ref: string }[] }
  return items.map((item) => item.ref)
}
