import type { ComponentProps } from 'react'
import { PageMessages } from '@/app/page-messages'
import { UnsentTexts } from '@/components/ui/unsent-texts'
import { personIfKnown } from '@/server/request/session'

/**
 * What somebody who is signed in typed and cannot send, since its form is not offered any more. Other readers are sent nothing
 * of it: this stands on pages that Next sends along with every other one.
 */
export async function Unsent(props: ComponentProps<typeof UnsentTexts>) {
  if (!(await personIfKnown())) return null
  return (
    <PageMessages of={['unsent', 'form']}>
      <UnsentTexts {...props} />
    </PageMessages>
  )
}
