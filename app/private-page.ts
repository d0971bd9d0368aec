import type { Metadata } from 'next'

/** Of a page that only some may see: nothing about it is kept by a search engine. */
export const PRIVATE: Metadata = { robots: { index: false, follow: false } }

/** Of a page whose address is a secret: nor is that told to wherever a link on it leads. */
export const SECRET: Metadata = { ...PRIVATE, referrer: 'no-referrer' }
