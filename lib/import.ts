import { z } from 'zod'
import {
  type AgreementFile,
  agreementFile,
  type CommitmentFile,
  commitmentFile,
  followUpFile,
} from '@/lib/agreement-file'
import type { Body, Point } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import { countsOn, type FollowUp } from '@/lib/follow-up'
import { type PlacedQuote, placedQuote } from '@/lib/placed-quote'

export type ImportedCommitment = Omit<CommitmentFile, 'quotes' | 'focus' | 'framing' | 'bodies'> & {
  position: number
  bodies: Body[]
  basisZh: string | null
  basisEn: string | null
  points: Point[]
  quotes: PlacedQuote[]
  followUps: FollowUp[]
}

export type ImportedAgreement = Omit<AgreementFile, 'documents'> & {
  documents: (Omit<AgreementFile['documents'][number], 'file'> & { text: string })[]
  commitments: ImportedCommitment[]
}

export type AgreementFiles = {
  agreement: unknown
  commitments: unknown
  followUps: unknown
  /** The verbatim texts, by the file name that agreement.json gives. */
  texts: Readonly<Record<string, string>>
}

/**
 * Checks an agreement's files and places its quotes. Throws INVALID at the first thing that is wrong, with the file and
 * path in `field` and, where there is one, the commitment's ref or the follow-up's key in the message.
 */
export function parseAgreement(files: AgreementFiles, today: Day): ImportedAgreement {
  const agreement = read('agreement.json', agreementFile, files.agreement)
  const commitments = read('commitments.json', z.array(commitmentFile).min(1), files.commitments)
  const followUps = read('follow-ups.json', z.array(followUpFile), files.followUps)

  refuseRepeated('agreement.json.parties', agreement.parties, (party) => party.code)
  refuseRepeated('agreement.json.domains', agreement.domains, (domain) => domain.slug)
  refuseRepeated('agreement.json.domains', agreement.domains, (domain) => String(domain.position))
  refuseRepeated('agreement.json.documents', agreement.documents, (document) => document.slug)
  refuseRepeated('commitments.json', commitments, (commitment) => commitment.ref)
  refuseRepeated('commitments.json', commitments, (commitment) => commitment.slug)
  refuseRepeated('follow-ups.json', followUps, (followUp) => followUp.key)

  const parties = agreement.parties.map((party) => party.code)
  const documents = agreement.documents.map(({ file, ...document }) => {
    refuseUnknown('agreement.json.documents', document.slug, document.partyCode, [...parties, null])
    return { ...document, text: sourceText(file, files.texts[file]) }
  })
  const domains = agreement.domains.map((domain) => domain.slug)
  const refs = commitments.map((commitment) => commitment.ref)
  for (const followUp of followUps) {
    refuseUnknown('follow-ups.json', followUp.key, followUp.commitment, refs)
    refuseUnknown('follow-ups.json', followUp.key, followUp.reportedBy, [...parties, 'BOTH', 'THIRD'])
    const outside = followUp.occurredOn < agreement.concludedOn || countsOn(followUp) > today
    if (outside || countsOn(followUp) < followUp.occurredOn)
      throw new AppError('INVALID', 'dayOutsideLife', 'follow-ups.json', {
        subject: followUp.key,
        from: agreement.concludedOn,
        to: today,
      })
  }

  return {
    ...agreement,
    documents,
    commitments: commitments.map((commitment, index) => {
      refuseUnknown('commitments.json', commitment.ref, commitment.domain, domains)
      const { quotes, focus, framing, bodies, ...rest } = commitment
      const { basisZh, basisEn, ...sides } = bodies
      return {
        ...rest,
        position: index + 1,
        basisZh,
        basisEn,
        bodies: Object.entries(sides).flatMap(([side, list]) => {
          const party = side.toUpperCase()
          refuseUnknown('commitments.json', commitment.ref, party, parties)
          return list.map((body) => ({ party, ...body }))
        }),
        quotes: placedQuotes(commitment, documents),
        followUps: followUps.filter((f) => f.commitment === commitment.ref).map(({ commitment: _, ...f }) => f),
      }
    }),
  }
}

function read<T>(file: string, schema: z.ZodType<T>, content: unknown): T {
  const result = schema.safeParse(content)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const first = Array.isArray(content) ? content[Number(issue?.path[0])] : undefined
  throw new AppError('INVALID', 'fileMalformed', [file, ...(issue?.path ?? [])].join('.'), {
    subject: String(first?.ref ?? first?.key ?? file),
    detail: issue?.message ?? '',
  })
}

function refuseRepeated<T>(field: string, list: readonly T[], identity: (item: T) => string): void {
  const seen = new Set<string>()
  for (const item of list) {
    const value = identity(item)
    if (seen.has(value)) throw new AppError('INVALID', 'repeatedIdentity', field, { value })
    seen.add(value)
  }
}

function refuseUnknown(field: string, subject: string, value: string | null, known: readonly (string | null)[]): void {
  if (!known.includes(value)) throw new AppError('INVALID', 'unknownReference', field, { subject, value: `${value}` })
}

function sourceText(file: string, content: string | undefined): string {
  if (content === undefined) throw new AppError('INVALID', 'fileMissing', 'agreement.json.documents', { file })
  if (content.includes('\r')) throw new AppError('INVALID', 'lineEnds', file, { file })
  return content
}

type Document = ImportedAgreement['documents'][number]

function placedQuotes({ ref, quotes, focus, framing, points }: CommitmentFile, documents: Document[]): PlacedQuote[] {
  const place = (role: PlacedQuote['role']) => (text: string) => {
    const document = documents.find((candidate) => candidate.text.includes(text))
    if (!document) throw new AppError('INVALID', 'quoteNotVerbatim', 'commitments.json', { ref, quote: text })
    return placedQuote(role, document.slug, text, document.text.indexOf(text))
  }
  const operative: PlacedQuote[] = quotes.map(place('OPERATIVE'))
  for (const point of points)
    if (!operative.some((quote) => quote.text.includes(point.sourceQuote)))
      throw new AppError('INVALID', 'quoteNotVerbatim', 'commitments.json', { ref, quote: point.sourceQuote })
  if (focus !== null) {
    const quote = operative.find((candidate) => candidate.text.includes(focus))
    if (!quote) throw new AppError('INVALID', 'quoteNotVerbatim', 'commitments.json', { ref, quote: focus })
    quote.focusStart = quote.start + quote.text.indexOf(focus)
    quote.focusEnd = quote.focusStart + focus.length
  }
  return [...operative, ...framing.map(place('FRAMING'))]
}
