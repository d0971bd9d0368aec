import { detailOf } from '@/app/api/v1/item'
import { ledger } from '@/lib/db/client'
import { findCommitment } from '@/lib/db/commitments/read'
import { AppError } from '@/lib/error'
import { answering, askedFor } from '@/server/request/answer'
import { readOnly } from '@/server/request/refusal'

type Context = { params: Promise<{ ref: string }> }

export const GET = answering(async (request, { params }: Context) => {
  const { filter, today } = await askedFor(request, ['asOf'])
  const { ref } = await params
  const detail = await findCommitment(ledger(), ref, today, filter)
  if (!detail) throw new AppError('NOT_FOUND', 'noCommitment', 'ref', { ref })
  return detailOf(detail)
})

export const { POST, PUT, PATCH, DELETE } = readOnly
