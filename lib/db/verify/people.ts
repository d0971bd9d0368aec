import { hashOfEmail } from '@/lib/account'
import { compareLinks, nameOfLink } from '@/lib/replay/link'
import { nameOfPerson, nameOfSignIn, replayPeople } from '@/lib/replay/person'
import { compareRows, type Row } from '@/lib/replay/row'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { changesOf } from './changes'
import { comparedIn } from './columns'
import type { Findings } from './findings'

/** Nothing on file follows from these, and there can be many. */
const NOTHING_ON_FILE = ['access.refused', 'access.refusedCalls', 'person.sessionsEnded', 'person.passwordChanged']

/** Compares people, how they sign in, and access links with the changes of accounts, all as of one moment. */
export const comparePeople = (db: PrismaClient, findings: Findings): Promise<void> =>
  db.$transaction(
    async (tx) => {
      const changes = await changesOf(tx, 'accounts', NOTHING_ON_FILE)
      findings.add(compareRows(replayPeople(changes), [...(await listPeople(tx)), ...(await listSignIns(tx))]))
      findings.add(compareLinks(changes, await listLinks(tx)))
    },
    { isolationLevel: 'RepeatableRead', maxWait: 60_000, timeout: 60_000 },
  )

async function listPeople(tx: Prisma.TransactionClient): Promise<Row[]> {
  const rows = await tx.user.findMany({ orderBy: { id: 'asc' } })
  const people = rows.map(async (row) => ({
    name: nameOfPerson(row.id),
    fields: { ...comparedIn('User', row), email: await hashOfEmail(row) },
  }))
  return Promise.all(people)
}

async function listSignIns(tx: Prisma.TransactionClient): Promise<Row[]> {
  const rows = await tx.account.findMany({ orderBy: { id: 'asc' } })
  const seen = new Set<string>()
  return rows.map((row) => {
    const isFirst = row.accountId === row.userId || !seen.has(row.userId)
    seen.add(row.userId)
    return {
      name: isFirst ? nameOfSignIn(row.userId) : `account ${row.id}`,
      fields: comparedIn('Account', row),
    }
  })
}

async function listLinks(tx: Prisma.TransactionClient) {
  const rows = await tx.accessLink.findMany({ orderBy: { id: 'asc' } })
  return rows.map((row) => ({ id: row.id, name: nameOfLink(row.id), fields: comparedIn('AccessLink', row) }))
}
