import { prismaAdapter } from '@better-auth/prisma-adapter'
import { betterAuth } from 'better-auth/minimal'
import { nextCookies } from 'better-auth/next-js'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/account'
import { isUnreachable, ledger } from '@/lib/db/client'
import { log } from '@/server/request/log'
import { isHttps } from '@/server/request/origin'
import { logUnavailable } from '@/server/request/unavailable'

const DAY = 24 * 60 * 60

/**
 * Sessions and passwords. Only what the ledger calls on the server is there: no route of the library is served, and
 * every write to people goes through lib/db/people/, with its change in the record.
 */
const open = () =>
  betterAuth({
    appName: 'Accord Ledger',
    secret: process.env.ACCORD_SECRET,
    // Nothing of the library has an address; without one it would take that of a request.
    baseURL: process.env.ACCORD_URL || 'http://ledger.invalid',
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
    session: {
      // A lowered role or a deactivation holds at the next request: nothing about a person is kept in the cookie.
      cookieCache: { enabled: false },
      // A page cannot renew a cookie while it is drawn, so that a session has one end from its beginning.
      expiresIn: 14 * DAY,
      disableSessionRefresh: true,
    },
    advanced: {
      // On https the name says that no other host and no plain http can have set it; the library knows only `__Secure-`.
      cookiePrefix: isHttps ? '__Host-accord' : 'accord',
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isHttps },
      // Of the headers that are handed to it, see server/request/password.ts; a client cannot set it.
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'], ipv6Subnet: 64 },
    },
    // The library also prints what it throws. That the database is away is said once in a while, not for each request.
    logger: {
      level: 'error',
      log: (level, message, ...details) => {
        const error = details.find((detail) => detail instanceof Error)
        if (isUnreachable(error)) logUnavailable(error)
        else log(level, message, { error })
      },
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
