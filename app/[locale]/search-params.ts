/** A page's parameters as Next hands them over. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** As URLSearchParams, with repeated parameters kept, so that pages and the API read addresses the same way. */
export async function searchParamsOf(searchParams: SearchParams): Promise<URLSearchParams> {
  const params = new URLSearchParams()
  for (const [name, values] of Object.entries(await searchParams))
    for (const value of [values ?? []].flat()) params.append(name, value)
  return params
}
