-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN     "reason" TEXT;

-- A later version of a follow-up says why it replaced the one before.
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_replaced_with_reason" CHECK (("replacesId" IS NULL) = ("reason" IS NULL));
