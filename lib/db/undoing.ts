import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import type { Prisma } from '@/prisma/generated/client'
import type { LockedCommitment } from './lock'
import type { Author, Recording } from './write'

/** What every write that can be undone resolves to: the commitment it changed, and the version that it made. */
export type Undoable = { ref: string; version: number }

/**
 * Takes back one kind of write by adding records. It runs in a transaction that has locked the commitment, unchanged
 * since that write, and raises its version afterwards.
 */
export type Undoing<Result extends Undoable> = (
  within: { tx: Prisma.TransactionClient; record: Recording; author: Author; today: Day },
  commitment: LockedCommitment,
  result: Result,
) => Promise<void>

/** The recorded reason of everything that undoing adds. */
export const UNDONE = 'Undone right after it was recorded. 记录后随即撤销。'

export const undoTooLate = () => new AppError('CONFLICT', 'undoTooLate')
