import { type CommitmentDetail, type CommitmentItem, ITEM_FIELDS } from '@/lib/commitment'

/** An item as served: its scalar fields, in the documented order, and no others. */
export const itemOf = (item: CommitmentItem): CommitmentItem =>
  Object.fromEntries(ITEM_FIELDS.map((field) => [field, item[field]])) as CommitmentItem

/** An item with its words, timeline and assessments, as served. */
export const detailOf = (detail: CommitmentDetail) => ({
  ...itemOf(detail),
  quotes: detail.quotes
    .filter((quote) => quote.role === 'OPERATIVE')
    .map(({ text, start, end }) => ({ text, start, end })),
  points: detail.points,
  notesZh: detail.notesZh,
  notesEn: detail.notesEn,
  followUpList: detail.followUpList,
  assessments: detail.assessments,
})
