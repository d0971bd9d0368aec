'use server'

import { z } from 'zod'
import { SUGGESTED } from '@/lib/assessment'
import { recordAssessment } from '@/lib/db/assessments/write'
import { undo as undoWrite } from '@/lib/db/undo'
import { assessmentEntry } from '@/lib/entry/assessment'
import { draftOfFollowUp } from '@/lib/entry/follow-up'
import { submissionKey } from '@/lib/entry/problems'
import { action } from '@/server/request/action'

/** Records a judgement of one commitment, and the follow-ups added with it. */
export const assess = action(
  'assessment.record',
  'EDITOR',
  assessmentEntry,
  ({ confidence, newEvidence, ...entry }, { db, author, today }) =>
    recordAssessment(
      db,
      {
        ...entry,
        confidence: confidence === SUGGESTED ? undefined : confidence === 'NONE' ? null : confidence,
        newEvidence: newEvidence.map(draftOfFollowUp),
      },
      author,
      today,
    ),
)

/** Takes back what a form recorded a moment ago, by the form's key. */
export const undo = action(
  'undo',
  'EDITOR',
  z.strictObject({ undoes: submissionKey }),
  ({ undoes }, { db, author, today }) => undoWrite(db, undoes, author, today),
)
