import Link from 'next/link'

/** A number that links to exactly the rows it counts. `name` says what is counted, for screen readers. */
export function CountedLink({ count, name, href }: { count: number; name: string; href: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={`${name}: ${count}`}
      className="inline-block min-w-6 px-1 text-right tabular-nums no-underline hover:underline"
    >
      {count}
    </Link>
  )
}
