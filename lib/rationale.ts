import type { AssessmentDraft } from '@/lib/assessment'
import { METHOD_VERSION, RECORDED_BY_RULE, type RuleInput, type SeededAssessment } from '@/lib/rule'

/** A suggestion of the rule as an assessment ready to be recorded, with its reasons in both languages. */
export function draftOf(input: RuleInput, suggestion: SeededAssessment): AssessmentDraft {
  const { status, condition, progress, confidence, effectiveOn, evidence } = suggestion
  return {
    status,
    condition,
    progress,
    confidence,
    effectiveOn,
    recordedBy: RECORDED_BY_RULE,
    methodVersion: METHOD_VERSION,
    ...rationale(input, suggestion),
    supersedesId: null,
    supersededBy: null,
    reason: null,
    evidence: evidence.map((followUp) => followUp.key),
  }
}

function rationale(input: RuleInput, { status, evidence, held, deliveries, soft }: SeededAssessment) {
  const tallyZh = `直接后续进展${evidence.length}条：举行${held}，成果${deliveries}，步骤或通报${soft}。`
  const tallyEn =
    `${evidence.length} direct follow-up${evidence.length === 1 ? '' : 's'}: ` +
    `held ${held}, delivered ${deliveries}, steps or reports ${soft}.`
  if (status === 'DECLARATORY') return both('原则没有完成状态。', 'A principle has no end state.', tallyZh, tallyEn)
  if (input.delivered) return both('在会晤期间即已完成。', 'Delivered at the summit itself.', tallyZh, tallyEn)
  if (status === 'NO_RECORD')
    return both('协议达成一年后，未见直接后续进展。', 'A year after the agreement, no direct follow-up was on record.')
  if (evidence.length === 0) return both('载于协议文本。', "Agreed in the agreement's text.")
  return both(tallyZh, tallyEn)
}

function both(zh: string, en: string, tallyZh = '', tallyEn = '') {
  return { rationaleZh: `规则v1：${zh}${tallyZh}`, rationaleEn: `Rule v1: ${[en, tallyEn].filter(Boolean).join(' ')}` }
}
