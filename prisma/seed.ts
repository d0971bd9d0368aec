import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayAt } from '@/lib/day'
import { importAgreement } from '@/lib/db/agreements/write'
import { connect } from '@/lib/db/client'
import { AppError } from '@/lib/error'
import { type AgreementFiles, parseAgreement } from '@/lib/import'
import { sentenceOf } from '@/lib/sentence'

/**
 * Brings every agreement under prisma/data/ into the ledger that DATABASE_URL names, by the same way as any import. It is
 * bundled elsewhere, so it finds that folder from the one in which it is started: the ledger's own.
 */
const data = join('prisma', 'data')

function filesOf(folder: string): AgreementFiles {
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const texts = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  return {
    agreement: json('agreement.json'),
    commitments: json('commitments.json'),
    followUps: json('follow-ups.json'),
    texts: Object.fromEntries(texts.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
  }
}

const db = connect(process.env.DATABASE_URL ?? '', 2)
try {
  const today = dayAt(new Date(), process.env.ACCORD_TIME_ZONE ?? 'UTC')
  for (const slug of readdirSync(data).sort()) {
    const written = await importAgreement(db, parseAgreement(filesOf(join(data, slug)), today), {
      actor: 'seed',
      today,
    })
    console.log(`${slug}: ${written ? 'entered' : 'already in the ledger'}`)
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error
  console.error(`The seed stopped and nothing was written: ${sentenceOf(error, 'en')}`)
  process.exitCode = 1
} finally {
  await db.$disconnect()
}
