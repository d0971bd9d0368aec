import type pg from 'pg'
import { connected as connectedAs } from '@/scripts/database/connect.mjs'

/** Does something over one connection to a database, and closes it. */
export const connected = <T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  connectedAs(connectionString, 'drill', work)
