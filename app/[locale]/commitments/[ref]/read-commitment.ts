import { cache } from 'react'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { may } from '@/lib/account'
import type { CommitmentDetail } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import { findKnown } from '@/lib/db/changes/known'
import { ledger } from '@/lib/db/client'
import { findCommitment, findNeighbours } from '@/lib/db/commitments/read'
import { findMeantRef } from '@/lib/db/commitments/refs'
import type { Locale } from '@/lib/locale'
import { itemPath } from '@/lib/paths'
import { ownQuery } from '@/lib/shared-address'
import { decodedSegment } from '@/lib/typed-address'
import { readView, type View } from '@/server/request/ledger'
import { originOf } from '@/server/request/origin'
import { currentPerson } from '@/server/request/session'
import { workingFieldsFor } from '@/server/request/working-fields'

export type Props = { params: Promise<{ locale: Locale; ref: string }>; searchParams: SearchParams }

// The title and the page ask for the same row in one request.
const commitmentOn = cache((ref: string, today: Day, asOf: Day | null) =>
  findCommitment(ledger(), ref, today, { asOf, withdrawn: true }),
)
const viewOf = cache((query: string) => readView(new URLSearchParams(query)))

/**
 * The commitment of an address and the view it was opened from; `later` is the ref of one not yet made on the day asked about.
 * Where there is neither, `meant` is the proper address of one that was typed in other letters' case, or with marks around it.
 */
export async function readCommitment({ params, searchParams }: Props) {
  const { locale, ref: segment } = await params
  const query = await searchParamsOf(searchParams)
  const view = await viewOf(query.toString())
  const { filter, today } = view
  const ref = decodedSegment(segment)
  const commitment = await commitmentOn(ref, today, filter.asOf)
  const later = commitment ? null : ((await commitmentOn(ref, today, null))?.ref ?? null)
  const proper = commitment || later ? null : await findMeantRef(ledger(), ref)
  const own = ownQuery(query)
  const meant = proper === null || proper === ref ? null : `${itemPath(locale, proper)}${own && `?${own}`}`
  return { ...view, commitment, later, meant }
}

/** What stands around a commitment on its page, and what the reader may do with it: with a withdrawn one, nothing. */
export async function readAround({ ref, withdrawn, assessments }: CommitmentDetail, { filter, today }: View) {
  const person = await currentPerson()
  const recorders = assessments.map(({ recordedBy }) => recordedBy)
  const [{ previous, next }, origin, plans, known] = await Promise.all([
    findNeighbours(ledger(), ref, filter, today),
    originOf(),
    workingFieldsFor(person, { refs: [ref], asOf: filter.asOf }),
    findKnown(ledger(), [], recorders),
  ])
  return {
    previous,
    next,
    origin,
    known,
    plan: withdrawn ? null : (plans.get(ref) ?? null),
    mayEdit: !withdrawn && may(person, 'EDITOR'),
    mayKeepUp: !withdrawn && may(person, 'ADMIN'),
  }
}
