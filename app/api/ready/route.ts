import { answersWithin } from '@/lib/db/client'
import { json, readOnly, unavailable } from '@/server/request/refusal'

const PATIENCE_MS = 2_000

/** Requests can be served: the database answers. */
export const GET = async () => ((await answersWithin(PATIENCE_MS)) ? json({ status: 'ok' }) : unavailable())

export const { POST, PUT, PATCH, DELETE } = readOnly
