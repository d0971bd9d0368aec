/** What fields were called by earlier versions of the ledger: changes on record and data files still say so. */
const TODAYS_NAMES = new Map([['deliveredAtSummit', 'delivered']])

/** The same fields under the names that they have today. */
export function underTodaysNames(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const nameOf = (name: string) => {
    const today = TODAYS_NAMES.get(name)
    return today === undefined || Object.hasOwn(fields, today) ? name : today
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [nameOf(name), value]))
}
