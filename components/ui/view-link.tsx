'use client'

import Link, { useLinkStatus } from 'next/link'
import type { ComponentProps } from 'react'

/** A link to another view of the same page: stays where the reader has scrolled to, and is not fetched ahead. */
export function ViewLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link prefetch={false} scroll={false} rel="nofollow" {...rest}>
      {children}
      <Pending />
    </Link>
  )
}

/** While the next view is on its way, the page says so (globals.css) and stays as it is: nothing jumps. */
function Pending() {
  return useLinkStatus().pending ? <span data-pending hidden /> : null
}
