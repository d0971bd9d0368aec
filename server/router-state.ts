/** Deeper than any page of the ledger. */
const MOST_NESTED = 30

/**
 * Whether a header is what Next's client says of the page that it shows: a tree of segments, each with its slots. It may be
 * stricter than Next, since an answer without it is only longer.
 */
export function isRouterState(header: string | string[] | undefined): boolean {
  if (typeof header !== 'string') return header === undefined
  try {
    return isTree(JSON.parse(decodeURIComponent(header)), 0)
  } catch {
    return false
  }
}

function isTree(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 6 || depth > MOST_NESTED) return false
  const [segment, slots, address, marker, hint, ...last] = value
  return (
    isSegment(segment) &&
    isRecord(slots) &&
    Object.values(slots).every((slot) => isTree(slot, depth + 1)) &&
    (address == null || (Array.isArray(address) && address.length === 2 && address.every(isText))) &&
    (marker == null || ['refetch', 'inside-shared-layout', 'metadata-only'].includes(marker)) &&
    (hint == null || typeof hint === 'number') &&
    last.every(isText)
  )
}

/** Its name; or the name, the value and the kind of one that is a parameter, and what stands beside it. */
function isSegment(value: unknown): boolean {
  if (!Array.isArray(value)) return isText(value)
  const [name, key, kind, siblings] = value
  const isKind = isText(kind) && /^(c|oc|d|(c|d)i(\(\.\)|\(\.\.\)|\(\.\.\)\(\.\.\)|\(\.\.\.\)))$/.test(kind)
  const isList = siblings === null || (Array.isArray(siblings) && siblings.every(isText))
  return value.length === 4 && isText(name) && isText(key) && isKind && isList
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
