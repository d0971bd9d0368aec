import { type AgreementOverview, domainsOf } from '@/lib/agreement'
import { type Day, dayAt } from '@/lib/day'
import { listAgreements } from '@/lib/db/agreements/read'
import { findLastSequence } from '@/lib/db/changes/write'
import { isUnreachable, ledger } from '@/lib/db/client'
import { dayAsked, type Filter, type Parameter } from '@/lib/filter'
import { type Problem, parseFilter } from '@/lib/parse-filter'
import { logUnavailable } from '@/server/request/unavailable'

/** The time zone in which days are reckoned and instants are shown. */
export const timeZone = (): string => process.env.ACCORD_TIME_ZONE || 'UTC'

/** The calendar day it is in ACCORD_TIME_ZONE: the one place where the clock is read for the domain. */
export const today = (): Day => dayAt(new Date(), timeZone())

/** What a URL asks of the ledger: the filter and the day it means, what was not understood, and what these were read against. */
export type View = { filter: Filter; day: Day; problems: Problem[]; agreements: AgreementOverview[]; today: Day }

/** Reads a URL's parameters, of which this view `accepts` some, against the agreements concluded up to today. */
export async function readView(params: URLSearchParams, accepts?: readonly Parameter[]): Promise<View> {
  const now = today()
  const agreements = await listAgreements(ledger(), now)
  const known = {
    agreements: agreements.map((agreement) => agreement.slug),
    domains: domainsOf(agreements).map((domain) => domain.slug),
    today: now,
  }
  const { filter, problems } = parseFilter(params, known, accepts)
  return { filter, day: dayAsked(filter, now), problems, agreements, today: now }
}

/** How far the record goes, as the number of its last change; null while the database, and so the answer, is away. */
export async function recordedUpTo(): Promise<number | null> {
  try {
    return await findLastSequence(ledger())
  } catch (error) {
    if (!isUnreachable(error)) throw error
    logUnavailable(error)
    return null
  }
}
