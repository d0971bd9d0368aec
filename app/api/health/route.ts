import { json, readOnly } from '@/server/request/refusal'

/** The process is up; says nothing of the database. */
export const GET = () => json({ status: 'ok' })

export const { POST, PUT, PATCH, DELETE } = readOnly
