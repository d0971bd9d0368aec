-- CreateIndex
CREATE INDEX "Assessment_effectiveOn_id_idx" ON "Assessment"("effectiveOn" DESC, "id" DESC);
