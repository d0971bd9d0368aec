import { cookies } from 'next/headers'
import { LAYOUT_COOKIE, parseTableLayout, type TableLayout } from '@/components/table-layout'

/** How this reader likes tables laid out. */
export const tableLayout = async (): Promise<TableLayout> =>
  parseTableLayout((await cookies()).get(LAYOUT_COOKIE)?.value)
