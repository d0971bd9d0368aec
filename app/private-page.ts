import type { Metadata } from 'next'

/** Metadata of a page that only some may see: search engines must not index it. */
export const PRIVATE: Metadata = { robots: { index: false, follow: false } }

/** Metadata of a page whose address is a secret: links on it must not pass the address on either. */
export const SECRET: Metadata = { ...PRIVATE, referrer: 'no-referrer' }
