import { json, readOnly, unavailable } from '@/app/api/refusal'
import { answersWithin } from '@/lib/db/client'

const PATIENCE_MS = 2_000

/** Requests can be served: the database answers. */
export const GET = async () => ((await answersWithin(PATIENCE_MS)) ? json({ status: 'ok' }) : unavailable())

export const { POST, PUT, PATCH, DELETE } = readOnly
