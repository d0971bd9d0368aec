-- AlterTable: nothing else in the schema names it. Changes on record keep the old name, which lib/former-names.ts reads.
ALTER TABLE "Commitment" RENAME COLUMN "deliveredAtSummit" TO "delivered";
