/** The part of an address that one subscriber holds: an IPv4 address whole, the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  if (!address.includes(':') || !URL.canParse(`http://[${address}]`)) return address
  // A URL's host writes an address in one way only, so that two spellings of it are one.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length
  return `${[...groups, ...Array(zeros).fill('0'), ...after].slice(0, 4).join(':')}::/64`
}
