'use server'

import { changePlan as change, markReviewed as mark } from '@/lib/db/plans/write'
import { planEntry, reviewEntry } from '@/lib/entry/plan'
import { action } from '@/server/request/action'

/** Changes what the desk plans for one commitment. */
export const changePlan = action('plan.change', 'EDITOR', planEntry, (edit, { db, author, today }) =>
  change(db, edit, author, today),
)

/** Notes that somebody looked and found nothing new. */
export const markReviewed = action('plan.review', 'EDITOR', reviewEntry, (review, { db, author, today }) =>
  mark(db, review, author, today),
)
