import { useRouter } from 'next/navigation'
import { useContext } from 'react'
import { DialogContext } from '@/components/ui/dialog'

/** Returns a function that leaves a form: for the page given, or, with null, back to the one it was opened over. */
export function useGoOn(doneHref: string | null): () => void {
  const router = useRouter()
  const dialog = useContext(DialogContext)
  return () => {
    if (doneHref !== null) router.push(doneHref)
    else if (dialog) dialog.goBack()
    else router.back()
  }
}
