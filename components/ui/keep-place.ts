import { Component } from 'react'

type Props = {
  /** Changes whenever the page does. */
  of: unknown
  /** Called with whether the text of <main> changed. */
  onChange: (isOther: boolean) => void
}

/** An element in view, and its distance from the top of its scroll container (the window where that is null). */
type Stand = { element: Element; scroller: Element | null; top: number; scrollerTop: number }
type Sight = { words: string; stands: Stand[] }

/**
 * Keeps what is being read in its place while the page around it changes, by scrolling past what was added above it. Not
 * all browsers do so by themselves, and none at the top of a page or when rows change their order.
 *
 * A class component, for getSnapshotBeforeUpdate.
 */
export class KeepPlace extends Component<Props, object, Sight | null> {
  override getSnapshotBeforeUpdate(before: Props): Sight | null {
    if (before.of === this.props.of) return null
    const seen = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, tr, dd)')].filter(isInView)
    return { words: wordsOfPage(), stands: seen.map(standOf) }
  }

  override componentDidUpdate(_: Props, __: object, sight: Sight | null): void {
    if (!sight) return
    const moved = new Map<Element, number[]>()
    const note = (scroller: Element | null, by: number) => {
      const key = scroller ?? document.documentElement
      moved.set(key, [...(moved.get(key) ?? []), by])
    }
    for (const { element, scroller, top, scrollerTop } of sight.stands) {
      if (!element.isConnected) continue
      const now = standOf(element)
      note(scroller, now.top - top)
      if (scroller) note(null, now.scrollerTop - scrollerTop)
    }
    for (const [scroller, distances] of moved) scroller.scrollTop += commonest(distances)
    this.props.onChange(wordsOfPage() !== sight.words)
  }

  override render() {
    return null
  }
}

const wordsOfPage = () => document.querySelector('main')?.textContent ?? ''

function isInView(element: Element): boolean {
  const { top, bottom, height } = element.getBoundingClientRect()
  return height > 0 && bottom > 0 && top < innerHeight
}

function standOf(element: Element): Stand {
  const scroller = scrollerOf(element)
  const scrollerTop = scroller?.getBoundingClientRect().top ?? 0
  return { element, scroller, top: element.getBoundingClientRect().top - scrollerTop, scrollerTop }
}

function scrollerOf(element: Element): Element | null {
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement)
    if (one.scrollHeight > one.clientHeight && getComputedStyle(one).overflowY !== 'visible') return one
  return null
}

/** The distance by which most elements moved, so that a single one that went elsewhere does not count; 0 in doubt. */
function commonest(distances: readonly number[]): number {
  const counts = new Map<number, number>([[0, 0]])
  for (const distance of distances.map(Math.round)) counts.set(distance, (counts.get(distance) ?? 0) + 1)
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}
