import { useRouter } from 'next/navigation'

/** Returns a function that leaves a form: for the page given, or, with null, back to the one it was opened over. */
export function useGoOn(doneHref: string | null): () => void {
  const router = useRouter()
  return () => (doneHref === null ? router.back() : router.push(doneHref))
}
