import { nothingHere } from '@/server/request/refusal'

/** Every address under /api that no other route answers. */
export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT }
