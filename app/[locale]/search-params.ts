/** A page's parameters as Next hands them over. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** The same as URLSearchParams, a repeated parameter repeated, so that pages and API read addresses alike. */
export async function searchParamsOf(searchParams: SearchParams): Promise<URLSearchParams> {
  const params = new URLSearchParams()
  for (const [name, values] of Object.entries(await searchParams))
    for (const value of [values ?? []].flat()) params.append(name, value)
  return params
}
