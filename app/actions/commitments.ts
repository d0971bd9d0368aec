'use server'

import { createCommitment, retitle, withdrawCommitment as withdraw } from '@/lib/db/commitments/write'
import { newCommitmentEntry, retitleEntry, withdrawEntry } from '@/lib/entry/commitment'
import { action } from '@/server/request/action'

/** Enters a commitment by hand. */
export const addCommitment = action('commitment.create', 'ADMIN', newCommitmentEntry, (entry, { db, author }) =>
  createCommitment(db, entry, author),
)

export const retitleCommitment = action('commitment.retitle', 'ADMIN', retitleEntry, (entry, { db, author, today }) =>
  retitle(db, entry, author, today),
)

export const withdrawCommitment = action(
  'commitment.withdraw',
  'ADMIN',
  withdrawEntry,
  (entry, { db, author, today }) => withdraw(db, entry, author, today),
)
