import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./app/request.ts')

/** @type {import('next').NextConfig} */
export default withNextIntl({
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
})
