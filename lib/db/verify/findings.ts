import type { Difference } from '@/lib/replay/row'

/** What was found so far, up to a bound: whoever has altered much need not wait for all of it to be named. */
export class Findings {
  readonly differences: Difference[] = []

  constructor(private readonly most: number) {}

  add(differences: readonly Difference[]): void {
    this.differences.push(...differences)
  }

  /** Whether more were found than are named. */
  isFull(): boolean {
    return this.differences.length > this.most
  }
}
