import { LOCALES, type Locale } from '../../lib/locale'

/** Whether everything is asked, as `npm run test:full` does; otherwise what every change owes. */
export const FULL = process.env.FULL === '1'

/** All of a matrix in the full run, and in every other the few of it that say the most. */
export const pick = <Case>(all: readonly Case[], few: readonly Case[]): readonly Case[] => (FULL ? all : few)

/** Both languages in the full run, else one: of flows that are counted from 0, each gets the other one. */
export const languagesOf = (nth: number): readonly Locale[] => pick(LOCALES, [LOCALES[nth % LOCALES.length] ?? 'zh'])
