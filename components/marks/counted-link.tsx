import Link from 'next/link'

/** A number that leads to exactly the rows it counts. `name` says what it counts to those who cannot see its place. */
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
