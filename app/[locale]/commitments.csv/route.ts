import { stringify } from 'csv-stringify/sync'
import { domainsOf } from '@/lib/agreement'
import { type CommitmentItem, quietFor } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import { ledger } from '@/lib/db/client'
import { listCommitments } from '@/lib/db/commitments/read'
import { FACETS, type Filter, MAX_PAGE_SIZE } from '@/lib/filter'
import { inEitherLanguage, inLanguage, isLocale } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'
import { statusKey } from '@/lib/status'
import { answering, askedFor } from '@/server/request/answer'
import { nothingHere } from '@/server/request/refusal'

type Context = { params: Promise<{ locale: string }> }

/** All rows of a view, in its order, as a CSV file for spreadsheets: UTF-8 with BOM, formulas escaped. */
export const GET = answering(async (request, { params }: Context) => {
  const { locale } = await params
  if (!isLocale(locale)) return nothingHere()
  const { filter, day, agreements, today } = await askedFor(request)
  const { columns, fields, status, condition, type, confidence, table } = MESSAGES[locale]
  const domains = new Map(domainsOf(agreements).map((domain) => [domain.slug, domain]))
  const compiledUntil = new Map(agreements.map((agreement) => [agreement.slug, agreement.compiledUntil]))

  const rows = (await allRows(filter, today)).map((item) => {
    const domain = domains.get(item.domain)
    return {
      [columns.ref]: item.ref,
      [fields.titleZh]: item.titleZh,
      [fields.titleEn]: item.titleEn,
      [columns.domain]: domain && inLanguage(locale, domain.nameZh, domain.nameEn),
      [columns.type]: type[item.type].label,
      [columns.status]: status[statusKey(item.status)].label,
      [fields.condition]: condition[item.condition].label,
      [columns.progress]: item.progress,
      [columns.confidence]: confidence[item.confidence ?? 'NONE'].label,
      [fields.assessedOn]: item.assessedOn,
      [fields.followUps]: item.followUps,
      [columns.lastFollowUpOn]: item.lastFollowUpOn,
      [columns.nextStep]: item.nextStep && inEitherLanguage(locale, item.nextStep.summaryZh, item.nextStep.summaryEn),
      [table.quietDays]: quietFor(item, compiledUntil.get(item.agreement) ?? day, day),
    }
  })
  return new Response(
    stringify(rows, { header: true, bom: true, escape_formulas: true, record_delimiter: 'windows' }),
    {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${fileName(filter, day)}"`,
        'Cache-Control': 'no-store',
      },
    },
  )
})

async function allRows(filter: Filter, today: Day): Promise<CommitmentItem[]> {
  const rows: CommitmentItem[] = []
  for (let page = 1; ; page += 1) {
    const part = await listCommitments(ledger(), { ...filter, page, pageSize: MAX_PAGE_SIZE }, today)
    rows.push(...part)
    if (part.length < MAX_PAGE_SIZE) return rows
  }
}

/** A longer list of values is only counted in the file's name, which would otherwise exceed what file systems allow. */
const LONGEST_VALUES = 28

/** Says what the rows are: `accord-ledger_status-UNDERWAY_as-of-2025-12-31.csv`. */
function fileName(filter: Filter, day: Day): string {
  const facets = FACETS.filter((facet) => filter[facet].length > 0).map((facet) => {
    const values = filter[facet].join('-')
    return `${facet}-${values.length > LONGEST_VALUES ? `${filter[facet].length}-chosen` : values}`
  })
  const parts = [...facets, filter.q === null ? '' : 'search', filter.quiet ? 'quiet' : '', `as-of-${day}`]
  return `${['accord-ledger', ...parts].filter(Boolean).join('_')}.csv`
}
