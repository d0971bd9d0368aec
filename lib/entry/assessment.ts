import { z } from 'zod'
import { SUGGESTED } from '@/lib/assessment'
import {
  day,
  emptyIsNull,
  number,
  reasonOrNull,
  ref,
  typedNumberOrNull,
  version,
  writtenOrNull,
} from '@/lib/entry/fields'
import { followUpEntry } from '@/lib/entry/follow-up'
import { CONDITIONS, CONFIDENCES, STATUS_KEYS, UNASSESSED } from '@/lib/status'

const LONGEST_RATIONALE = 4_000
const SHORTEST_RATIONALE = 10

const rationale = writtenOrNull(LONGEST_RATIONALE, SHORTEST_RATIONALE)

/** An assessment as a form gives it, with follow-ups that are recorded along with it. */
export const assessmentEntry = z.strictObject({
  ref,
  version,
  effectiveOn: day,
  status: z.enum(STATUS_KEYS).transform((key) => (key === UNASSESSED ? null : key)),
  condition: z.enum(CONDITIONS),
  progress: typedNumberOrNull(3),
  confidence: z.enum([SUGGESTED, 'NONE', ...CONFIDENCES]),
  supersededBy: emptyIsNull(ref),
  rationaleZh: rationale,
  rationaleEn: rationale,
  reason: reasonOrNull,
  supersedesId: emptyIsNull(number),
  evidence: z.array(z.string().max(200)).max(500).default([]),
  newEvidence: z.array(followUpEntry).max(10).default([]),
})
