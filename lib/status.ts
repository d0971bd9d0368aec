import { CommitmentType, Condition, Confidence, Status } from '@/prisma/generated/enums'

export { CommitmentType, Condition, Confidence, Status }

/** The word that stands for "no status" wherever a status is written: in URLs, counts and labels. */
export const UNASSESSED = 'UNASSESSED'
export type StatusKey = Status | typeof UNASSESSED

/** In the order of the method: nobody has looked, then from agreed to fulfilled, then principles. */
export const STATUS_KEYS: readonly StatusKey[] = [UNASSESSED, ...Object.values(Status)]
export const CONDITIONS = Object.values(Condition)
export const TYPES = Object.values(CommitmentType)
export const CONFIDENCES = Object.values(Confidence)

/** Conditions in which an item is not moving; hatched wherever status has a colour. */
export const HALTED: readonly Condition[] = ['STALLED', 'SUSPENDED', 'REVERSED']
export const isHalted = (condition: Condition): boolean => HALTED.includes(condition)

export const statusKey = (status: Status | null): StatusKey => status ?? UNASSESSED

/** The progress a status allows, in per cent, both ends included; null where only null is allowed. */
export const PROGRESS_BAND: Record<StatusKey, readonly [number, number] | null> = {
  UNASSESSED: null,
  AGREED: [0, 0],
  NO_RECORD: null,
  INITIATED: [1, 39],
  UNDERWAY: [40, 99],
  FULFILLED: [100, 100],
  DECLARATORY: null,
}

/** How far an item has come, whether it moves, and on what evidence. */
export type Judgement = {
  status: Status | null
  condition: Condition
  progress: number | null
  confidence: Confidence | null
}

export type Contradiction = 'progressOutsideBand' | 'declaratoryMismatch' | 'concludedTooEarly' | 'supersededByNothing'

/** The first way in which a judgement of a commitment of this type contradicts itself, or null (METHOD, Definitions). */
export function contradictionIn(
  type: CommitmentType,
  { status, condition, progress, supersededBy }: Omit<Judgement, 'confidence'> & { supersededBy?: string | null },
): Contradiction | null {
  const band = PROGRESS_BAND[statusKey(status)]
  if (progress !== null && !(band && Number.isInteger(progress) && progress >= band[0] && progress <= band[1]))
    return 'progressOutsideBand'
  if (status !== null && (status === 'DECLARATORY') !== (type === 'PRINCIPLE')) return 'declaratoryMismatch'
  if (condition === 'CONCLUDED' && (status === 'AGREED' || status === 'NO_RECORD')) return 'concludedTooEarly'
  if ((condition === 'SUPERSEDED') !== Boolean(supersededBy)) return 'supersededByNothing'
  return null
}
