-- Rows that the record tells of bear the instant at which their transaction began. Each change names it in its entry, so
-- that what is on file can be compared with the record to the millisecond.

ALTER TABLE "Agreement" ALTER COLUMN "recordedAt" SET DEFAULT transaction_timestamp();
ALTER TABLE "Commitment" ALTER COLUMN "recordedAt" SET DEFAULT transaction_timestamp();
ALTER TABLE "FollowUp" ALTER COLUMN "recordedAt" SET DEFAULT transaction_timestamp();
ALTER TABLE "Assessment" ALTER COLUMN "recordedAt" SET DEFAULT transaction_timestamp();
ALTER TABLE "Submission" ALTER COLUMN "recordedAt" SET DEFAULT transaction_timestamp();
ALTER TABLE "User" ALTER COLUMN "createdAt" SET DEFAULT transaction_timestamp();
ALTER TABLE "AccessLink" ALTER COLUMN "createdAt" SET DEFAULT transaction_timestamp();
