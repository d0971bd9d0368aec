import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AgreementFiles, parseAgreement } from '@/lib/import'
import { SUMMIT, TODAY } from './build'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'prisma/data/san-francisco-2023')
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** The first agreement's files, as the seed reads them. */
export function summitFiles(): AgreementFiles {
  const texts = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  return {
    agreement: json(join(folder, 'agreement.json')),
    commitments: json(join(folder, 'commitments.json')),
    followUps: json(join(folder, 'follow-ups.json')),
    texts: Object.fromEntries(texts.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
  }
}

export const summit = () => parseAgreement(summitFiles(), TODAY)

/** Its commitments as the rule takes them, with their refs. */
export const summitInputs = () => summit().commitments.map((commitment) => ({ ...commitment, concludedOn: SUMMIT }))

export type ExpectedStatus = {
  ref: string
  status: string
  condition: string
  progress: number | null
  confidence: string | null
  followUps: number
}

/** The rule's answer for every commitment on 2025-12-31, as published beside the data. */
export const EXPECTED_ON = '2025-12-31'
export const expected: ExpectedStatus[] = json(join(root, 'tests/lib/expected-status-2025-12-31.json'))
