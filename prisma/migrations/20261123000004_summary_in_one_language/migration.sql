-- AlterTable
ALTER TABLE "FollowUp" ALTER COLUMN "summaryZh" DROP NOT NULL,
ALTER COLUMN "summaryEn" DROP NOT NULL;

ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_summarized" CHECK (COALESCE("summaryZh", "summaryEn") IS NOT NULL);
