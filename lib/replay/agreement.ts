import { type Change, fieldsIn, recordedFields } from '@/lib/change/change'
import { type Fields, instantOf, type Row } from '@/lib/replay/row'

export const nameOfAgreement = (slug: string) => `agreement ${slug}`
export const nameOfParty = (slug: string, code: string) => `party ${code} of agreement ${slug}`
export const nameOfDomain = (slug: string, domain: string) => `domain ${domain} of agreement ${slug}`
export const nameOfDocument = (document: string) => `document ${document}`

/** The rows of an agreement, its parties, domains and documents that should be on file, according to its change. */
export function replayAgreement(change: Change): Row[] {
  const slug = change.entry.subject
  const { parties, domains, documents, ...own } = recordedFields(change.entry.data)
  const rows = (list: unknown, nameOf: (fields: Fields) => string, columnsOf = (fields: Fields) => fields): Row[] =>
    (Array.isArray(list) ? list : []).map((one, index) => {
      const fields = { position: index + 1, ...fieldsIn(one) }
      return { name: nameOf(fields), fields: { ...columnsOf(fields), agreementId: slug } }
    })
  return [
    { name: nameOfAgreement(slug), fields: { ...own, version: 1, recordedAt: instantOf(change) } },
    ...rows(parties, ({ code }) => nameOfParty(slug, String(code))),
    ...rows(domains, (domain) => nameOfDomain(slug, String(domain.slug))),
    ...rows(
      documents,
      (document) => nameOfDocument(String(document.slug)),
      ({ partyCode = null, ...document }) => ({ ...document, partyId: partyCode }),
    ),
  ]
}
