-- CreateEnum
CREATE TYPE "CommitmentType" AS ENUM ('PRINCIPLE', 'MECHANISM', 'NEGOTIATION', 'DELIVERABLE', 'TARGET', 'CONDUCT');

-- CreateEnum
CREATE TYPE "Status" AS ENUM ('AGREED', 'NO_RECORD', 'INITIATED', 'UNDERWAY', 'FULFILLED', 'DECLARATORY');

-- CreateEnum
CREATE TYPE "Condition" AS ENUM ('ACTIVE', 'STALLED', 'SUSPENDED', 'REVERSED', 'SUPERSEDED', 'CONCLUDED');

-- CreateEnum
CREATE TYPE "Confidence" AS ENUM ('HIGH', 'MEDIUM', 'LOW');

-- CreateEnum
CREATE TYPE "TimingKind" AS ENUM ('NONE', 'DEADLINE', 'PERIOD', 'EVENT');

-- CreateEnum
CREATE TYPE "QuoteRole" AS ENUM ('OPERATIVE', 'FRAMING');

-- CreateEnum
CREATE TYPE "Relation" AS ENUM ('DIRECT', 'CONTEXT', 'ADJACENT');

-- CreateEnum
CREATE TYPE "Effect" AS ENUM ('STEP_AGREED', 'HELD', 'DELIVERED', 'REPORTED', 'SETBACK', 'LAPSED', 'SUSPENDED', 'REVERSED', 'RESUMED');

-- CreateEnum
CREATE TYPE "DatePrecision" AS ENUM ('DAY', 'DERIVED', 'RANGE_END', 'REPORT_DATE');

-- CreateEnum
CREATE TYPE "SourceTier" AS ENUM ('OFFICIAL', 'OFFICIAL_REPUBLISHED', 'STATE_MEDIA', 'PRESS', 'AGGREGATOR');

-- CreateTable
CREATE TABLE "Agreement" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "titleZh" TEXT NOT NULL,
    "titleEn" TEXT NOT NULL,
    "concludedOn" DATE NOT NULL,
    "placeZh" TEXT,
    "placeEn" TEXT,
    "compiledUntil" DATE NOT NULL,
    "compiledNoteZh" TEXT NOT NULL,
    "compiledNoteEn" TEXT NOT NULL,
    "countNoteZh" TEXT NOT NULL,
    "countNoteEn" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Party" (
    "id" SERIAL NOT NULL,
    "agreementId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,

    CONSTRAINT "Party_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Domain" (
    "id" SERIAL NOT NULL,
    "agreementId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "headingFromSource" BOOLEAN NOT NULL,

    CONSTRAINT "Domain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SourceDocument" (
    "id" SERIAL NOT NULL,
    "agreementId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "titleZh" TEXT NOT NULL,
    "titleEn" TEXT NOT NULL,
    "publisherZh" TEXT NOT NULL,
    "publisherEn" TEXT NOT NULL,
    "partyId" INTEGER,
    "language" TEXT NOT NULL,
    "publishedOn" DATE,
    "url" TEXT,
    "text" TEXT NOT NULL,

    CONSTRAINT "SourceDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Commitment" (
    "id" SERIAL NOT NULL,
    "agreementId" INTEGER NOT NULL,
    "domainId" INTEGER NOT NULL,
    "ref" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "type" "CommitmentType" NOT NULL,
    "titleZh" TEXT NOT NULL,
    "titleEn" TEXT NOT NULL,
    "verbZh" TEXT,
    "verbEn" TEXT,
    "headingZh" TEXT,
    "headingEn" TEXT,
    "timingKind" "TimingKind" NOT NULL DEFAULT 'NONE',
    "timingZh" TEXT,
    "timingEn" TEXT,
    "deadlineOn" DATE,
    "bodies" JSONB NOT NULL,
    "basisZh" TEXT,
    "basisEn" TEXT,
    "points" JSONB NOT NULL,
    "notesZh" TEXT,
    "notesEn" TEXT,
    "reviewEveryDays" INTEGER,
    "deliveredAtSummit" BOOLEAN NOT NULL DEFAULT false,
    "status" "Status",
    "condition" "Condition" NOT NULL DEFAULT 'ACTIVE',
    "progress" INTEGER,
    "confidence" "Confidence",
    "assessedOn" DATE,
    "supersededById" INTEGER,
    "followUps" INTEGER NOT NULL DEFAULT 0,
    "lastFollowUpOn" DATE,
    "searchText" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnReason" TEXT,

    CONSTRAINT "Commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Quote" (
    "id" SERIAL NOT NULL,
    "commitmentId" INTEGER NOT NULL,
    "documentId" INTEGER NOT NULL,
    "role" "QuoteRole" NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "focusStart" INTEGER,
    "focusEnd" INTEGER,

    CONSTRAINT "Quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FollowUp" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "commitmentId" INTEGER NOT NULL,
    "occurredOn" DATE NOT NULL,
    "endedOn" DATE,
    "countsOn" DATE NOT NULL,
    "datePrecision" "DatePrecision" NOT NULL DEFAULT 'DAY',
    "relation" "Relation" NOT NULL,
    "effect" "Effect" NOT NULL,
    "effectDetail" TEXT,
    "summaryZh" TEXT NOT NULL,
    "summaryEn" TEXT NOT NULL,
    "reportedBy" TEXT NOT NULL,
    "noteZh" TEXT,
    "noteEn" TEXT,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedBy" TEXT NOT NULL,
    "replacesId" INTEGER,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnReason" TEXT,

    CONSTRAINT "FollowUp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Source" (
    "id" SERIAL NOT NULL,
    "followUpId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT,
    "language" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "tier" "SourceTier" NOT NULL,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assessment" (
    "id" SERIAL NOT NULL,
    "commitmentId" INTEGER NOT NULL,
    "type" "CommitmentType" NOT NULL,
    "status" "Status",
    "condition" "Condition" NOT NULL,
    "progress" INTEGER,
    "confidence" "Confidence",
    "supersededById" INTEGER,
    "rationaleZh" TEXT,
    "rationaleEn" TEXT,
    "effectiveOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedBy" TEXT NOT NULL,
    "methodVersion" TEXT NOT NULL,
    "supersedesId" INTEGER,
    "reason" TEXT,

    CONSTRAINT "Assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "assessmentId" INTEGER NOT NULL,
    "followUpId" INTEGER NOT NULL,
    "commitmentId" INTEGER NOT NULL,
    "relation" "Relation" NOT NULL DEFAULT 'DIRECT',

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("assessmentId","followUpId")
);

-- CreateTable
CREATE TABLE "Change" (
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "entry" JSON NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("sequence")
);

-- CreateIndex
CREATE UNIQUE INDEX "Agreement_slug_key" ON "Agreement"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Party_agreementId_code_key" ON "Party"("agreementId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Party_agreementId_position_key" ON "Party"("agreementId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Domain_agreementId_slug_key" ON "Domain"("agreementId", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "Domain_agreementId_position_key" ON "Domain"("agreementId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Domain_id_agreementId_key" ON "Domain"("id", "agreementId");

-- CreateIndex
CREATE UNIQUE INDEX "SourceDocument_slug_key" ON "SourceDocument"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "SourceDocument_agreementId_position_key" ON "SourceDocument"("agreementId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Commitment_ref_key" ON "Commitment"("ref");

-- CreateIndex
CREATE INDEX "Commitment_domainId_status_idx" ON "Commitment"("domainId", "status");

-- CreateIndex
CREATE INDEX "Commitment_status_condition_idx" ON "Commitment"("status", "condition");

-- CreateIndex
CREATE INDEX "Commitment_type_idx" ON "Commitment"("type");

-- CreateIndex
CREATE INDEX "Commitment_progress_idx" ON "Commitment"("progress");

-- CreateIndex
CREATE INDEX "Commitment_confidence_idx" ON "Commitment"("confidence");

-- CreateIndex
CREATE INDEX "Commitment_assessedOn_idx" ON "Commitment"("assessedOn");

-- CreateIndex
CREATE INDEX "Commitment_lastFollowUpOn_idx" ON "Commitment"("lastFollowUpOn");

-- CreateIndex
CREATE UNIQUE INDEX "Commitment_agreementId_position_key" ON "Commitment"("agreementId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Commitment_agreementId_slug_key" ON "Commitment"("agreementId", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "Commitment_id_type_key" ON "Commitment"("id", "type");

-- CreateIndex
CREATE INDEX "Quote_documentId_start_idx" ON "Quote"("documentId", "start");

-- CreateIndex
CREATE UNIQUE INDEX "Quote_commitmentId_role_position_key" ON "Quote"("commitmentId", "role", "position");

-- CreateIndex
CREATE UNIQUE INDEX "FollowUp_replacesId_key" ON "FollowUp"("replacesId");

-- CreateIndex
CREATE INDEX "FollowUp_commitmentId_relation_countsOn_idx" ON "FollowUp"("commitmentId", "relation", "countsOn" DESC);

-- CreateIndex
CREATE INDEX "FollowUp_countsOn_idx" ON "FollowUp"("countsOn" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "FollowUp_key_version_key" ON "FollowUp"("key", "version");

-- CreateIndex
CREATE UNIQUE INDEX "FollowUp_id_commitmentId_relation_key" ON "FollowUp"("id", "commitmentId", "relation");

-- CreateIndex
CREATE UNIQUE INDEX "Source_followUpId_position_key" ON "Source"("followUpId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Assessment_supersedesId_key" ON "Assessment"("supersedesId");

-- CreateIndex
CREATE INDEX "Assessment_commitmentId_effectiveOn_id_idx" ON "Assessment"("commitmentId", "effectiveOn" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Assessment_id_commitmentId_key" ON "Assessment"("id", "commitmentId");

-- CreateIndex
CREATE UNIQUE INDEX "Assessment_supersedesId_commitmentId_key" ON "Assessment"("supersedesId", "commitmentId");

-- CreateIndex
CREATE INDEX "Evidence_followUpId_idx" ON "Evidence"("followUpId");

-- CreateIndex
CREATE UNIQUE INDEX "Change_hash_key" ON "Change"("hash");

-- CreateIndex
CREATE INDEX "Change_at_idx" ON "Change"("at");

-- AddForeignKey
ALTER TABLE "Party" ADD CONSTRAINT "Party_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Domain" ADD CONSTRAINT "Domain_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceDocument" ADD CONSTRAINT "SourceDocument_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceDocument" ADD CONSTRAINT "SourceDocument_partyId_fkey" FOREIGN KEY ("partyId") REFERENCES "Party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_domainId_agreementId_fkey" FOREIGN KEY ("domainId", "agreementId") REFERENCES "Domain"("id", "agreementId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_supersededById_fkey" FOREIGN KEY ("supersededById") REFERENCES "Commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "SourceDocument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "FollowUp"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_followUpId_fkey" FOREIGN KEY ("followUpId") REFERENCES "FollowUp"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_commitmentId_type_fkey" FOREIGN KEY ("commitmentId", "type") REFERENCES "Commitment"("id", "type") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_supersededById_fkey" FOREIGN KEY ("supersededById") REFERENCES "Commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_supersedesId_commitmentId_fkey" FOREIGN KEY ("supersedesId", "commitmentId") REFERENCES "Assessment"("id", "commitmentId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_assessmentId_commitmentId_fkey" FOREIGN KEY ("assessmentId", "commitmentId") REFERENCES "Assessment"("id", "commitmentId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_followUpId_commitmentId_relation_fkey" FOREIGN KEY ("followUpId", "commitmentId", "relation") REFERENCES "FollowUp"("id", "commitmentId", "relation") ON DELETE RESTRICT ON UPDATE RESTRICT;
