import { prismaAdapter } from '@better-auth/prisma-adapter'
import { betterAuth } from 'better-auth'
import { nextCookies } from 'better-auth/next-js'
import { ledger } from '@/lib/db/client'

export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128

/**
 * Sessions and passwords. Only what the ledger calls on the server is there: no route of the library is served, and
 * every write to people goes through lib/db/people.ts, with its change in the record.
 */
const open = () =>
  betterAuth({
    appName: 'Accord Ledger',
    secret: process.env.ACCORD_SECRET,
    baseURL: process.env.ACCORD_URL,
    database: prismaAdapter(ledger(), { provider: 'postgresql' }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    user: {
      additionalFields: {
        role: { type: 'string', input: false },
        deactivatedAt: { type: 'date', input: false, required: false },
      },
    },
    // A lowered role or a deactivation holds at the next request: nothing about a person is kept in the cookie.
    session: { cookieCache: { enabled: false } },
    advanced: {
      cookiePrefix: 'accord',
      useSecureCookies: process.env.ACCORD_URL?.startsWith('https:') ?? false,
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'], ipv6Subnet: 64 },
    },
    telemetry: { enabled: false },
    plugins: [nextCookies()],
  })

let opened: ReturnType<typeof open> | null = null

/** Opened on first use: a build has no database. */
export function auth() {
  opened ??= open()
  return opened
}
