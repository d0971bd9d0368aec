-- Numbers within a ref compare as numbers: SF-9, SF-10, SF-100.
CREATE COLLATION "natural" (provider = icu, locale = 'und-u-kn-true');
CREATE INDEX "Commitment_ref_natural_idx" ON "Commitment" ("ref" COLLATE "natural");

-- A ref is looked for without regard to case. Refs are plain ASCII, so that the rules of no language are needed.
CREATE INDEX "Commitment_ref_lower_idx" ON "Commitment" (lower("ref" COLLATE "C"));
