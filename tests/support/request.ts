import { GET as getItem } from '@/app/api/v1/commitments/[ref]/route'
import { GET as getList } from '@/app/api/v1/commitments/route'
import { GET as getSummary } from '@/app/api/v1/summary/route'
import type { Assessment } from '@/lib/assessment'
import type { CommitmentItem, Point, Quote } from '@/lib/commitment'
import type { FollowUp } from '@/lib/follow-up'
import type { Condition, StatusKey } from '@/lib/status'

export type List = { asOf: string; total: number; page: number; pageSize: number; items: CommitmentItem[] }
export type Item = CommitmentItem & {
  quotes: Quote[]
  points: Point[]
  notesZh: string | null
  notesEn: string | null
  followUpList: FollowUp[]
  assessments: Assessment[]
}
export type Group = {
  key: string
  titleZh: string
  titleEn: string
  total: number
  byStatus: Record<StatusKey, number>
  byCondition: Record<Condition, number>
}
export type SummaryAnswer = { asOf: string; total: number; scored: number; groups: Group[] }
export type Refusal = { error: { code: string; message: string; field: string | null } }

const request = (path: string, query = '') => new Request(`http://ledger.test/api/v1/${path}${query && `?${query}`}`)
const NO_PARAMS = { params: Promise.resolve({}) }

export const answerOfList = (query = '') => getList(request('commitments', query), NO_PARAMS)
export const answerOfSummary = (query = '') => getSummary(request('summary', query), NO_PARAMS)
/** `ref` as the route receives it: decoded. */
export const answerOfItem = (ref: string, query = '') =>
  getItem(request(`commitments/${encodeURIComponent(ref)}`, query), { params: Promise.resolve({ ref }) })

export const list = async (query = ''): Promise<List> => read(await answerOfList(query))
export const summary = async (query = ''): Promise<SummaryAnswer> => read(await answerOfSummary(query))
export const item = async (ref: string, query = ''): Promise<Item> => read(await answerOfItem(ref, query))
export const refs = async (query = '') => (await list(query)).items.map(({ ref }) => ref)

async function read<T>(response: Response): Promise<T> {
  const body = await response.json()
  if (response.status !== 200) throw new Error(`${response.status} ${JSON.stringify(body)}`)
  return body as T
}
