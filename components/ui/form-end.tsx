'use client'

import { CancelButton } from '@/components/ui/cancel-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { useGoOn } from '@/components/ui/use-go-on'

/** The buttons that send and cancel a long form, in sight wherever it is scrolled to. */
export function FormEnd({ submit, doneHref }: { submit: string; doneHref: string | null }) {
  const goOn = useGoOn(doneHref)
  return (
    <div className="sticky -bottom-4 -mx-4 mt-6 flex flex-wrap items-center gap-3 border-line border-t bg-surface px-4 py-3 sm:-bottom-6 sm:-mx-6 sm:px-6">
      <SubmitButton>{submit}</SubmitButton>
      <CancelButton onCancel={goOn} />
    </div>
  )
}
