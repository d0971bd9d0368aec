import { DatePrecision, Effect, type FollowUpDraft, Relation, type Source, SourceTier } from '@/lib/follow-up'

/**
 * What a form's fields hold of a follow-up, as it would be recorded, whether it is right or not: for what is shown and
 * compared in the browser. What is recorded is read by lib/entry.ts.
 *
 * @param prefix of the fields' names, such as `newEvidence.0.`
 */
export function typedFollowUp(form: FormData, prefix = ''): FollowUpDraft {
  const text = (name: string) =>
    String(form.get(`${prefix}${name}`) ?? '')
      .replace(/\r\n?/g, '\n')
      .trim()
  const textOrNull = (name: string) => text(name) || null
  const sources: Source[] = []
  for (let n = 0; form.has(`${prefix}sources.${n}.url`); n += 1)
    sources.push({
      title: textOrNull(`sources.${n}.title`),
      language: text(`sources.${n}.language`),
      publisher: text(`sources.${n}.publisher`),
      url: text(`sources.${n}.url`),
      tier: SourceTier[text(`sources.${n}.tier`) as SourceTier],
    })
  return {
    occurredOn: text('occurredOn'),
    endedOn: textOrNull('endedOn'),
    datePrecision: DatePrecision[text('datePrecision') as DatePrecision] ?? 'DAY',
    relation: Relation[text('relation') as Relation],
    effect: Effect[text('effect') as Effect],
    effectDetail: null,
    summaryZh: textOrNull('summaryZh'),
    summaryEn: textOrNull('summaryEn'),
    reportedBy: text('reportedBy'),
    noteZh: textOrNull('noteZh'),
    noteEn: textOrNull('noteEn'),
    sources,
  }
}
