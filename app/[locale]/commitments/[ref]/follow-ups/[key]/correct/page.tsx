import { FollowUpPage, metadataOf, type Props } from '@/app/[locale]/commitments/[ref]/follow-ups/follow-up-page'

export const generateMetadata = ({ params }: Props) => metadataOf({ params, doing: 'correct' })

export default function CorrectFollowUpPage({ params }: Props) {
  return <FollowUpPage params={params} doing="correct" />
}
