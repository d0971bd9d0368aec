import type { House, Parsed } from './house'

/** What the product is held to. Lines are lines of code, without blank ones and comments, unless it says otherwise. */
const LIMITS = {
  medianFile: 45,
  ninthDecileFile: 120,
  longestFile: 220,
  longestFunction: 120,
  /** Files that lie in a folder itself instead of in a room of it. */
  looseFiles: 5,
  /** Of text, blank lines and comments included, in scripts/ as a whole. */
  scripts: 4_500,
}

const isProduct = ({ path }: Parsed) => !/^(tests|drills)\//.test(path)

/** Every number of a house that is over its limit, as a sentence with the file. */
export function sizesOver(house: House, files: ReadonlyMap<string, Parsed>): string[] {
  const product = [...files.values()].filter(isProduct)
  const inOrder = product.toSorted((a, b) => a.lines - b.lines)
  const [median, decile] = [0.5, 0.9].map((part) => inOrder[Math.floor(part * inOrder.length)])
  const over: string[] = []
  const hold = (what: string, is: number, limit: number) => {
    if (is > limit) over.push(`${what} has ${is} lines, of at most ${limit}`)
  }

  if (median) hold(`the median file (${median.path})`, median.lines, LIMITS.medianFile)
  if (decile) hold(`the ninth decile of files (${decile.path})`, decile.lines, LIMITS.ninthDecileFile)
  for (const { path, lines } of product) hold(path, lines, LIMITS.longestFile)
  for (const { path, functions } of files.values())
    if (!path.startsWith('tests/'))
      for (const { name, lines } of functions) hold(`${name} of ${path}`, lines, LIMITS.longestFunction)

  for (const folder of ['app', 'components']) {
    const loose = [...house.keys()].filter((path) => new RegExp(`^${folder}/[^/]+$`).test(path))
    if (loose.length > LIMITS.looseFiles)
      over.push(`${folder}/ has ${loose.length} loose files, of at most ${LIMITS.looseFiles}: ${loose.join(', ')}`)
  }
  const scripts = [...house].filter(([path]) => path.startsWith('scripts/'))
  const text = scripts.reduce((sum, [, content]) => sum + content.split('\n').length - 1, 0)
  hold('scripts/', text, LIMITS.scripts)
  return over
}
