-- CreateTable
CREATE TABLE "KnownPlace" (
    "userId" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KnownPlace_pkey" PRIMARY KEY ("userId","place")
);

-- CreateTable
CREATE TABLE "RefusedCall" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "network" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "RefusedCall_pkey" PRIMARY KEY ("hour","network","action")
);

-- AddForeignKey
ALTER TABLE "KnownPlace" ADD CONSTRAINT "KnownPlace_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before, but for refusals: what was refused changes nothing that a page shows, and anybody can have it happen.
CREATE OR REPLACE FUNCTION signal_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added WHERE ("entry" ->> 'action') LIKE 'access.%' IS NOT TRUE) THEN
    NOTIFY accord_changed;
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER changed_signal ON "Change";
CREATE TRIGGER changed_signal AFTER INSERT ON "Change"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION signal_change();

-- How far pages are told that the record goes, which is asked for whenever one is drawn.
CREATE INDEX "Change_told_idx" ON "Change" ("sequence") WHERE ("entry" ->> 'action') LIKE 'access.%' IS NOT TRUE;
