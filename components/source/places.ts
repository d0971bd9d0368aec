import type { MarkedItem, Segment } from '@/lib/source'

/** A piece of the text with the marks that cover it, the most exact one last. */
export type Marked = Segment<MarkedItem>

export type Places = {
  /** By the offset of a segment: the commitments whose words first occur there. */
  anchors: Map<number, MarkedItem[]>
  /** The offset of the segment in which each mark is first the most exact one, and of the last that it covers. */
  firstOwn: Map<MarkedItem, number>
  last: Map<MarkedItem, number>
}

export function placesOf(segments: Marked[]): Places {
  const places: Places = { anchors: new Map(), firstOwn: new Map(), last: new Map() }
  const seen = new Set<string>()
  for (const { start, marks } of segments) {
    const own = marks.at(-1)
    if (own && !places.firstOwn.has(own)) places.firstOwn.set(own, start)
    for (const mark of marks) {
      places.last.set(mark, start)
      if (!seen.has(mark.ref)) places.anchors.set(start, [...(places.anchors.get(start) ?? []), mark])
      seen.add(mark.ref)
    }
  }
  return places
}

export const refsOf = (segment: Marked) => [...new Set(segment.marks.map((mark) => mark.ref))]
