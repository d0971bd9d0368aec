import type { Assessment } from '@/lib/assessment'
import type { CommitmentDetail } from '@/lib/commitment'
import { differencesIn, type FollowUp, isDirect, newestFirst } from '@/lib/follow-up'

/** A follow-up as it read when an assessment cited it, and what has become of it since. */
export type Citation = {
  followUp: FollowUp
  since: 'CORRECTED' | 'BACKGROUND' | 'WITHDRAWN' | null
  /** Whether it is shown on the day asked about, among those that stand or those that were withdrawn. */
  isShown: boolean
}

/** What an assessment rests on, newest first, including evidence that has since been corrected or withdrawn. */
export function citationsOf(
  { id, evidence }: Pick<Assessment, 'id' | 'evidence'>,
  { followUpList, followUpVersions }: Pick<CommitmentDetail, 'followUpList' | 'followUpVersions'>,
): Citation[] {
  const citations = evidence.flatMap((key): Citation[] => {
    const standing = followUpList.find((followUp) => followUp.key === key)
    const [latest, ...earlier] = followUpVersions.filter((version) => version.key === key)
    const cited = [latest, ...earlier].find((version) => version?.citedBy.includes(id))
    if (!latest || !cited) return standing ? [{ followUp: standing, since: null, isShown: true }] : []
    const isWithdrawn = latest.withdrawnAt !== null
    const changed = differencesIn(cited, latest).length > 0
    const since = isWithdrawn ? 'WITHDRAWN' : !isDirect(latest) ? 'BACKGROUND' : changed ? 'CORRECTED' : null
    return [{ followUp: cited, since, isShown: isWithdrawn || standing !== undefined }]
  })
  return newestFirst(citations.map((citation) => ({ ...citation.followUp, citation }))).map(({ citation }) => citation)
}
