import { FollowUpDialog, type Props } from '@/app/[locale]/commitments/[ref]/follow-ups/follow-up-page'

export default function WithdrawFollowUpDialog({ params }: Props) {
  return <FollowUpDialog params={params} doing="withdraw" />
}
