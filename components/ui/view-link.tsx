'use client'

import Link, { useLinkStatus } from 'next/link'
import type { ComponentProps } from 'react'

/** A link to another view of the same page, which keeps the scroll position and is not prefetched. */
export function ViewLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link prefetch={false} scroll={false} rel="nofollow" {...rest}>
      {children}
      <Pending />
    </Link>
  )
}

/** Marks the page as loading (globals.css) until the next view is there; nothing moves meanwhile. */
function Pending() {
  return useLinkStatus().pending ? <span data-pending hidden /> : null
}
