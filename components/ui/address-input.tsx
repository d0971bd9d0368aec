'use client'

import { type ComponentProps, useState } from 'react'

/** A field that shows what the address says, also after going back, and keeps focus and typing while the page refreshes. */
export function AddressInput({ value, ...rest }: ComponentProps<'input'> & { value: string }) {
  const [typed, setTyped] = useState(value)
  const [followed, setFollowed] = useState(value)
  if (followed !== value) {
    setFollowed(value)
    setTyped(value)
  }
  return <input {...rest} value={typed} onChange={(event) => setTyped(event.target.value)} />
}
