'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** A link that marks itself as current on the page it leads to. */
export function NavLink({ href, exact = false, children }: { href: string; exact?: boolean; children: ReactNode }) {
  const path = usePathname()
  const here = path === href || (!exact && path.startsWith(`${href}/`))
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className="rounded px-2.5 py-1 text-ink max-sm:px-1.5 max-sm:text-sm no-underline hover:bg-sunken aria-[current]:font-semibold aria-[current]:text-accent"
    >
      {children}
    </Link>
  )
}
