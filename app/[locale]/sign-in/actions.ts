'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '@/app/action'
import { auth } from '@/app/auth'
import { signInWith } from '@/app/password'
import { pathWithin } from '@/lib/account'
import { emailAddress, givenPassword } from '@/lib/credentials'

const signInForm = z.strictObject({ email: emailAddress, password: givenPassword, next: z.string().max(2000) })

export const signIn = action('session.start', null, signInForm, async ({ email, password, next }, { locale }) => {
  await signInWith(email, password)
  return pathWithin(next, `/${locale}`)
})

export const signOut = action('session.end', null, z.strictObject({}), async (_, { locale }) => {
  await auth().api.signOut({ headers: await headers() })
  redirect(`/${locale}`)
})
