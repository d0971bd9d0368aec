import { cookies } from 'next/headers'
import { LAYOUT_COOKIE, parseTableLayout, type TableLayout } from '@/lib/table-layout'
import { tasteIn } from '@/lib/taste'
import { isTheme, THEME_COOKIE, type Theme } from '@/lib/theme'

/** How this reader likes tables laid out. */
export const tableLayout = async (): Promise<TableLayout> => parseTableLayout(await sent(LAYOUT_COOKIE))

/** Light or dark where this reader chose one of them. */
export async function chosenTheme(): Promise<Theme | undefined> {
  const theme = await sent(THEME_COOKIE)
  return isTheme(theme) ? theme : undefined
}

async function sent(name: string): Promise<string | undefined> {
  const all = await cookies()
  return tasteIn(name, (cookie) => all.get(cookie)?.value)
}
