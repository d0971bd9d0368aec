import { type HTMLElement, parse } from 'node-html-parser'

const NEVER_READ = 'script, style, template, noscript'

/** A page, or a part of one, as its HTML says it: what a reader without JavaScript gets. */
export function htmlOf(source: string) {
  const root = parse(source)
  for (const one of root.querySelectorAll(NEVER_READ)) one.remove()
  const all = (selector: string): HTMLElement[] => root.querySelectorAll(selector)

  return {
    all,
    /** How many there are. */
    count: (selector: string): number => all(selector).length,
    /** The words of the whole, or of the first that matches, which must be there; each space once. */
    text: (selector?: string): string => {
      const found = selector ? root.querySelector(selector) : root
      if (!found) throw new Error(`there is no ${selector}`)
      return wordsOf(found)
    },
    texts: (selector: string): string[] => all(selector).map(wordsOf),
    attributes: (selector: string, name: string): (string | undefined)[] =>
      all(selector).map((one) => one.getAttribute(name)),
    /** Every heading, such as "h2 Latest follow-ups", in the order of the page. */
    headings: (): string[] =>
      all('h1, h2, h3, h4, h5, h6').map((one) => `${one.tagName.toLowerCase()} ${wordsOf(one)}`),
    /** Where the links lead that are called this. */
    linksTo: (words: string | RegExp): string[] =>
      all('a')
        .filter((link) => {
          const said = link.getAttribute('aria-label') ?? wordsOf(link)
          return said.match(words)?.[0] === said
        })
        .map((link) => link.getAttribute('href') ?? ''),
    /** The refs of the rows of commitments, in their order. */
    refs: (): string[] => all('tr[data-ref]').map((row) => row.getAttribute('data-ref') ?? ''),
    /** Every link that is a number and leads to commitments: its address, and the number. */
    counts: (): Map<string, number> => countsIn(all('main a[href*="/commitments"], section a[href*="/commitments"]')),
    /** Words that no reader should meet, unless a record is shown to the letter: a value that was not there, or was no text. */
    slips: (): string[] =>
      wordsOf(without(root, '[data-verbatim]')).match(
        /\b(undefined|null|NaN)\b|\[object|Invalid Date|MISSING_MESSAGE/g,
      ) ?? [],
  }
}

/** A copy without some of its elements. */
function without(root: HTMLElement, selector: string): HTMLElement {
  const copy = parse(root.outerHTML)
  for (const one of copy.querySelectorAll(selector)) one.remove()
  return copy
}

export type Html = ReturnType<typeof htmlOf>

const wordsOf = (element: HTMLElement): string => element.structuredText.replace(/\s+/g, ' ').trim()

function countsIn(links: HTMLElement[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const link of links) {
    const text = wordsOf(link.querySelector('span.text-3xl') ?? link)
    if (!/^\d+$/.test(text)) continue
    const href = link.getAttribute('href') ?? ''
    if (counts.has(href) && counts.get(href) !== Number(text)) throw new Error(`two numbers for ${href}`)
    counts.set(href, Number(text))
  }
  return counts
}
