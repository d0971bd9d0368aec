'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { pathWithin } from '@/lib/account'
import { emailAddress, givenPassword } from '@/lib/entry/account'
import { action } from '@/server/request/action'
import { auth } from '@/server/request/auth'
import { signInWith } from '@/server/request/password'

const signInForm = z.strictObject({ email: emailAddress, password: givenPassword, next: z.string().max(2000) })

export const signIn = action('session.start', null, signInForm, async ({ email, password, next }, { locale }) => {
  await signInWith(email, password)
  return { result: pathWithin(next, `/${locale}`), changes: [] }
})

export const signOut = action<unknown, never>('session.end', null, z.strictObject({}), async (_, { locale }) => {
  await auth().api.signOut({ headers: await headers() })
  redirect(`/${locale}`)
})
