import { type BrowserContext, test as base } from '@playwright/test'
import pg from 'pg'
import { actionOfBuild, callAction } from '../../drills/support/action-client'
import type { Role } from '../../lib/account'
import type { ImportedAgreement } from '../../lib/import'
import { actAs, type SignedIn, signedIn } from '../support/people'
import { openLedger } from '../support/server'

type Opened = Awaited<ReturnType<typeof openLedger>>
type Call = {
  page: string
  fields?: Record<string, string | string[]>
  by?: SignedIn | null | undefined
  /** Of another server on the same database. */
  address?: string
}

/** A ledger of their own for the tests of a file or `describe`, which run one after another in one process. */
export function ownLedger(...agreements: ImportedAgreement[]) {
  base.describe.configure({ mode: 'default' })
  const held = {} as Opened & { database?: pg.Client }
  base.beforeAll(() => open(held, agreements))
  base.afterAll(() => close(held))
  return ledgerIn(held)
}

/** The same, but another one for every test, which may write into it what it likes. */
export function freshLedger(...agreements: ImportedAgreement[]) {
  const held = {} as Opened & { database?: pg.Client }
  base.beforeEach(() => open(held, agreements))
  base.afterEach(async ({ browser }) => {
    // A page that is still being led on would meet a ledger that goes away.
    for (const context of browser.contexts()) await context.close()
    await close(held)
  })
  return ledgerIn(held)
}

export type Ledger = ReturnType<typeof ownLedger>

async function open(held: Opened, agreements: ImportedAgreement[]): Promise<void> {
  Object.assign(held, await openLedger(...agreements))
}

async function close(held: Opened & { database?: pg.Client }): Promise<void> {
  await leave(held)
  await held.close?.()
}

async function leave(held: { database?: pg.Client }): Promise<void> {
  await held.database?.end()
  delete held.database
}

function ledgerIn(held: Opened & { database?: pg.Client }) {
  /** A connection of the tests' own, opened when it is first needed. */
  async function database(): Promise<pg.Client> {
    if (!held.database) {
      held.database = new pg.Client({ connectionString: held.url })
      await held.database.connect()
    }
    return held.database
  }

  return {
    get address() {
      return held.address
    },
    get url() {
      return held.url
    },
    database,
    /** Ends that connection; another one is opened when it is needed again. */
    leave: () => leave(held),
    /** Stops the server, and starts it again at the same address when this is done. */
    restart: (meanwhile: () => Promise<void>): Promise<void> => held.restart(meanwhile),
    sql: async (text: string, values?: unknown[]) => (await (await database()).query(text, values)).rows,
    /** Somebody with this role, who is signed in. */
    person: (role: Role, name: string = role): Promise<SignedIn> => signedIn(held.url, role, name),
    /** Has a browser be somebody with this role from now on. */
    as: async (context: BrowserContext, role: Role, name?: string): Promise<void> =>
      actAs(context, await signedIn(held.url, role, name), held.address),
    /** Calls a server action by its name, as a browser does, without one. */
    act: (
      name: string,
      { page, fields = {}, by, address = held.address }: Call,
      headers: Record<string, string | null> = {},
    ) =>
      callAction({
        address,
        page,
        action: actionOfBuild(name),
        fields,
        headers,
        ...(by && { cookie: by.cookie }),
      }),
  }
}
