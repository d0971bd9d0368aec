import { Unsent } from '@/app/[locale]/unsent'
import type { CommitmentDetail } from '@/lib/commitment'
import type { Locale } from '@/lib/locale'
import { addFollowUpPath, assessPath, changeFollowUpPath, itemPath, retitlePath, withdrawPath } from '@/lib/paths'

/** What the reader typed about a commitment and cannot send, since its form is not offered any more. */
export function UnsentOfItem({
  commitment: { ref, followUpList },
  locale,
  mayEdit,
  mayKeepUp,
}: {
  commitment: CommitmentDetail
  locale: Locale
  mayEdit: boolean
  mayKeepUp: boolean
}) {
  const ofFollowUps = followUpList.flatMap(({ key }) => [
    changeFollowUpPath(locale, ref, key, 'correct'),
    changeFollowUpPath(locale, ref, key, 'withdraw'),
  ])
  const open = [
    ...(mayEdit ? [itemPath(locale, ref), assessPath(locale, ref), addFollowUpPath(locale, ref), ...ofFollowUps] : []),
    ...(mayKeepUp ? [retitlePath(locale, ref), withdrawPath(locale, ref)] : []),
  ]
  return <Unsent within={{ path: itemPath(locale, ref), open }} />
}
