import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./server/request/intl.ts')

/** @type {import('next').NextConfig} */
export default withNextIntl({
  poweredByHeader: false,
  // None is used, and the optimizer fetches from this server itself whatever it is asked to.
  images: { unoptimized: true },
  reactStrictMode: true,
  // `npm test` checks the types of everything; a start should not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // unauthorized() and forbidden(), which answer 401 and 403 with a page of their own.
  experimental: { authInterrupts: true },
  // Two nodes that were built apart are one ledger when they were built from the same sources.
  generateBuildId: () => process.env.ACCORD_SOURCES ?? null,
})
