'use server'

import {
  correctFollowUp as correct,
  recordFollowUp as record,
  withdrawFollowUp as withdraw,
} from '@/lib/db/follow-ups/write'
import { draftOfFollowUp, followUpCorrection, followUpWithdrawal, newFollowUpEntry } from '@/lib/entry/follow-up'
import { action } from '@/server/request/action'

/** Adds a follow-up to a commitment. */
export const addFollowUp = action(
  'followUp.record',
  'EDITOR',
  newFollowUpEntry,
  ({ ref, version, ...entry }, { db, author, today }) =>
    record(db, { ref, version, draft: draftOfFollowUp(entry) }, author, today),
)

/** Replaces the current version of a follow-up with a corrected one. */
export const correctFollowUp = action(
  'followUp.correct',
  'EDITOR',
  followUpCorrection,
  ({ ref, version, key, reason, ...corrected }, { db, author, today }) =>
    correct(db, { ref, version, key, reason, corrected }, author, today),
)

/** Withdraws a follow-up; it stays on record. */
export const withdrawFollowUp = action(
  'followUp.withdraw',
  'EDITOR',
  followUpWithdrawal,
  (edit, { db, author, today }) => withdraw(db, edit, author, today),
)
