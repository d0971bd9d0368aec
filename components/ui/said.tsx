/** Announces what has just been done. Its space is reserved, so that nothing moves. */
export function Said({ children }: { children: string | false }) {
  return (
    <p role="status" className="mt-2 -mb-2 min-h-6 text-sm">
      {children}
    </p>
  )
}
