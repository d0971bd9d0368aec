import { FollowUpDialog, type Props } from '@/app/[locale]/commitments/[ref]/follow-ups/follow-up-page'

export default function CorrectFollowUpDialog({ params }: Props) {
  return <FollowUpDialog params={params} doing="correct" />
}
