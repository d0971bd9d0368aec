/** The least number that a column can hold. */
export const LEAST = -2_147_483_648

/**
 * What somebody may do to a ledger by SQL, with every guard switched off: what it is, the statements, and how `verify`
 * names it. `$9` is the number of SF-09; people wrote in the ledger before (tests/support/writes.ts).
 */
export const ALTERATIONS: [what: string, statements: string, name: RegExp, fields?: string[]][] = [
  // Agreements, their domains, parties and documents.
  ['a document’s text', `UPDATE "SourceDocument" SET text = text || ' '`, /^document /, ['text']],
  ['a document’s address', `UPDATE "SourceDocument" SET url = 'https://example.org/'`, /^document /, ['url']],
  ['a document’s day', `UPDATE "SourceDocument" SET "publishedOn" = '2020-01-01'`, /^document /, ['publishedOn']],
  [
    'a document that is gone',
    `DELETE FROM "SourceDocument" WHERE id = (SELECT min(id) FROM "SourceDocument")`,
    /^document /,
  ],
  ['an agreement’s title', `UPDATE "Agreement" SET "titleEn" = 'x'`, /^agreement /, ['titleEn']],
  [
    'until when it was compiled',
    `UPDATE "Agreement" SET "compiledUntil" = '2030-01-01'`,
    /^agreement /,
    ['compiledUntil'],
  ],
  [
    'an agreement recorded ten minutes earlier',
    `UPDATE "Agreement" SET "recordedAt" = "recordedAt" - interval '10 minutes'`,
    /^agreement /,
    ['recordedAt'],
  ],
  ['an agreement’s version', `UPDATE "Agreement" SET version = 2`, /^agreement /, ['version']],
  [
    'an agreement that was added',
    `INSERT INTO "Agreement" (slug, "titleZh", "titleEn", "concludedOn", "compiledUntil", "compiledNoteZh", "compiledNoteEn", "countNoteZh", "countNoteEn")
     VALUES ('another', 'x', 'x', '2024-01-01', '2024-01-01', 'x', 'x', 'x', 'x')`,
    /^agreement another$/,
  ],
  [
    'a domain’s name',
    `UPDATE "Domain" SET "nameEn" = 'x' WHERE id = (SELECT min(id) FROM "Domain")`,
    /^domain \S+ of agreement /,
    ['nameEn'],
  ],
  [
    'a domain’s place',
    `UPDATE "Domain" SET position = position + 100 WHERE id = (SELECT min(id) FROM "Domain")`,
    /^domain /,
    ['position'],
  ],
  ['a domain that is gone', `DELETE FROM "Domain" WHERE id = (SELECT max(id) FROM "Domain")`, /^domain /],
  [
    'a domain that was added',
    `INSERT INTO "Domain" ("agreementId", position, slug, "nameZh", "nameEn", "headingFromSource") SELECT min(id), 99, 'x', 'x', 'x', true FROM "Agreement"`,
    /^domain x of agreement /,
  ],
  [
    'a party’s name',
    `UPDATE "Party" SET "nameZh" = 'x' WHERE id = (SELECT min(id) FROM "Party")`,
    /^party \S+ of agreement /,
    ['nameZh'],
  ],
  ['a party that is gone', `DELETE FROM "Party" WHERE id = (SELECT min(id) FROM "Party")`, /^party /],
  // Commitments.
  ['a title', `UPDATE "Commitment" SET "titleEn" = 'x' WHERE id = $9`, /^commitment SF-09$/, ['titleEn']],
  [
    'what is searched',
    `UPDATE "Commitment" SET "searchText" = 'x' WHERE id = $9`,
    /^commitment SF-09$/,
    ['searchText'],
  ],
  ['a version', `UPDATE "Commitment" SET version = version + 1 WHERE id = $9`, /^commitment SF-09$/, ['version']],
  [
    'a commitment recorded half an hour earlier',
    `UPDATE "Commitment" SET "recordedAt" = "recordedAt" - interval '30 minutes' WHERE id = $9`,
    /^commitment SF-09$/,
    ['recordedAt'],
  ],
  [
    'another domain',
    `UPDATE "Commitment" SET "domainId" = (SELECT min(id) FROM "Domain" d WHERE d.id <> "domainId") WHERE id = $9`,
    /^commitment SF-09$/,
    ['domainId'],
  ],
  [
    'another agreement',
    `UPDATE "Commitment" SET "agreementId" = (SELECT max(id) FROM "Agreement") WHERE id = $9`,
    /^commitment SF-09$/,
    ['agreementId'],
  ],
  ['its place', `UPDATE "Commitment" SET position = 900 WHERE id = $9`, /^commitment SF-09$/, ['position']],
  ['a plan', `UPDATE "Commitment" SET "workingNotes" = 'x' WHERE id = $9`, /^commitment SF-09$/, ['workingNotes']],
  [
    'somebody responsible',
    `UPDATE "Commitment" SET "responsibleId" = (SELECT min(id) FROM "User") WHERE id = $9`,
    /^commitment SF-09$/,
    ['responsibleId'],
  ],
  [
    'a headline',
    `UPDATE "Commitment" SET status = 'UNDERWAY', progress = 70 WHERE id = $9`,
    /^commitment SF-09$/,
    ['status', 'progress'],
  ],
  [
    'a count',
    `UPDATE "Commitment" SET "followUps" = "followUps" + 1 WHERE id = $9`,
    /^commitment SF-09$/,
    ['followUps'],
  ],
  [
    'a withdrawal',
    `UPDATE "Commitment" SET "withdrawnAt" = now(), "withdrawnReason" = 'x' WHERE id = $9`,
    /^commitment SF-09$/,
    ['withdrawnAt', 'withdrawnReason'],
  ],
  [
    'a withdrawal at another time',
    `UPDATE "Commitment" SET "withdrawnAt" = "withdrawnAt" - interval '1 millisecond' WHERE "withdrawnAt" IS NOT NULL`,
    /^commitment /,
    ['withdrawnAt'],
  ],
  ['a commitment that is gone', `DELETE FROM "Commitment" WHERE id = $9`, /^commitment SF-09$/],
  [
    'a commitment that was added',
    `INSERT INTO "Commitment" ("agreementId", "domainId", ref, slug, position, type, "titleZh", "titleEn", bodies, points, "searchText")
     SELECT "agreementId", "domainId", 'SF-99', 'sf-99', 99, type, 'x', 'x', '[]', '[]', 'x' FROM "Commitment" WHERE id = $9`,
    /^commitment SF-99$/,
  ],
  [
    'a commitment that was added with the least number',
    `INSERT INTO "Commitment" (id, "agreementId", "domainId", ref, slug, position, type, "titleZh", "titleEn", bodies, points, "searchText")
     SELECT ${LEAST}, "agreementId", "domainId", 'SF-99', 'sf-99', 99, type, 'x', 'x', '[]', '[]', 'x' FROM "Commitment" WHERE id = $9`,
    /^commitment SF-99$/,
  ],
  [
    'words',
    `UPDATE "Quote" SET text = 'x' WHERE "commitmentId" = $9 AND position = 0`,
    /^quote 1 of commitment SF-09$/,
    ['text'],
  ],
  [
    'what of the words is its own',
    `UPDATE "Quote" SET "focusStart" = start, "focusEnd" = start + 1 WHERE "commitmentId" = $9 AND position = 0`,
    /^quote 1 of commitment SF-09$/,
    ['focusStart', 'focusEnd'],
  ],
  [
    'words that were added in the place of others',
    `INSERT INTO "Quote" ("commitmentId", "documentId", role, position, text, start, "end") SELECT $9, min(id), 'FRAMING', 0, 'x', 0, 1 FROM "SourceDocument"`,
    /^quote 1 of commitment SF-09$/,
  ],
  [
    'words that were added',
    `INSERT INTO "Quote" ("commitmentId", "documentId", role, position, text, start, "end") SELECT $9, min(id), 'FRAMING', 40, 'x', 0, 1 FROM "SourceDocument"`,
    /^quote 41 of commitment SF-09$/,
  ],
  // Follow-ups and their sources.
  [
    'a summary',
    `UPDATE "FollowUp" SET "summaryEn" = 'x' WHERE id = $f`,
    /^follow-up .+, version 1, of SF-09$/,
    ['summaryEn'],
  ],
  [
    'a follow-up recorded a millisecond earlier',
    `UPDATE "FollowUp" SET "recordedAt" = "recordedAt" - interval '1 millisecond' WHERE id = $f`,
    /^follow-up /,
    ['recordedAt'],
  ],
  [
    'a follow-up of somebody else',
    `UPDATE "FollowUp" SET "recordedBy" = 'x' WHERE id = $f`,
    /^follow-up /,
    ['recordedBy'],
  ],
  [
    'a follow-up withdrawn',
    `UPDATE "FollowUp" SET "withdrawnAt" = now(), "withdrawnReason" = 'x' WHERE id = $f`,
    /^follow-up /,
    ['withdrawnAt', 'withdrawnReason'],
  ],
  [
    'a follow-up that is gone',
    `DELETE FROM "Source" WHERE "followUpId" = $f; DELETE FROM "FollowUp" WHERE id = $f`,
    /^follow-up /,
  ],
  [
    'a source’s address',
    `UPDATE "Source" SET url = 'https://example.org/' WHERE "followUpId" = $f AND position = 0`,
    /^source 1 of follow-up .+ of SF-09$/,
    ['url'],
  ],
  [
    'a source that was added',
    `INSERT INTO "Source" ("followUpId", position, language, publisher, url, tier) VALUES ($f, 90, 'en', 'x', 'https://example.org/', 'PRESS')`,
    /^source 91 of follow-up /,
  ],
  [
    'a source of nothing',
    `INSERT INTO "Source" ("followUpId", position, language, publisher, url, tier) VALUES (99999, 0, 'en', 'x', 'https://example.org/', 'PRESS')`,
    /^a row of Source \(id \d+, followUpId 99999\)$/,
    ['followUpId'],
  ],
  [
    'a follow-up that was added with the least number',
    `INSERT INTO "FollowUp" (id, key, "commitmentId", "occurredOn", "countsOn", relation, effect, "summaryZh", "summaryEn", "reportedBy", "recordedBy")
     SELECT ${LEAST}, 'another', "commitmentId", "occurredOn", "countsOn", relation, effect, 'x', 'x', 'x', 'x' FROM "FollowUp" WHERE id = $f`,
    /^follow-up another, version 1, of SF-09$/,
  ],
  [
    'a follow-up with the least number',
    `UPDATE "Source" SET "followUpId" = ${LEAST} WHERE "followUpId" = $f; UPDATE "Evidence" SET "followUpId" = ${LEAST} WHERE "followUpId" = $f;
     UPDATE "FollowUp" SET id = ${LEAST}, "summaryEn" = 'x' WHERE id = $f`,
    /^follow-up .+, version 1, of SF-09$/,
    ['summaryEn'],
  ],
  // Assessments and their evidence.
  [
    'a rationale',
    `UPDATE "Assessment" SET "rationaleEn" = 'x' WHERE id = $a`,
    /^the assessment of SF-09 in change \d+$/,
    ['rationaleEn'],
  ],
  [
    'an assessment recorded a second later',
    `UPDATE "Assessment" SET "recordedAt" = "recordedAt" + interval '1 second' WHERE id = $a`,
    /^the assessment of SF-09 /,
    ['recordedAt'],
  ],
  [
    'an assessment of somebody else',
    `UPDATE "Assessment" SET "recordedBy" = 'x' WHERE id = $a`,
    /^the assessment of SF-09 /,
    ['recordedBy'],
  ],
  [
    'an assessment that is gone',
    `DELETE FROM "Evidence" WHERE "assessmentId" = $a; DELETE FROM "Assessment" WHERE id = $a`,
    /^the assessment of SF-09 /,
  ],
  [
    'an assessment that was added',
    `INSERT INTO "Assessment" ("commitmentId", type, condition, "effectiveOn", "recordedBy", "methodVersion") SELECT "commitmentId", type, 'ACTIVE', "effectiveOn", 'x', 'v1' FROM "Assessment" WHERE id = $a`,
    /^assessment \d+ of SF-09$/,
  ],
  [
    'evidence that is gone',
    `DELETE FROM "Evidence" WHERE "assessmentId" = $a`,
    /^the assessment of SF-09 /,
    ['evidence'],
  ],
  [
    'evidence that was added',
    `INSERT INTO "Evidence" SELECT (SELECT min(id) FROM "Assessment" WHERE "commitmentId" = $9), min(id), $9, 'DIRECT' FROM "FollowUp" WHERE "commitmentId" = $9 AND relation = 'DIRECT'`,
    /^the assessment of SF-09 /,
    ['evidence'],
  ],
  [
    'evidence of another commitment',
    `INSERT INTO "Evidence" SELECT $a, id, "commitmentId", 'DIRECT' FROM "FollowUp" WHERE "commitmentId" <> $9 AND relation = 'DIRECT' ORDER BY id LIMIT 1`,
    /^a row of Evidence \(.*assessmentId \d+/,
  ],
  // People, how they sign in, links and forms.
  ['somebody’s name', `UPDATE "User" SET name = 'x' WHERE id = $u`, /^person user:/, ['name']],
  [
    'somebody made an administrator',
    `UPDATE "User" SET role = 'ADMIN' WHERE id = (SELECT id FROM "User" WHERE role = 'EDITOR' LIMIT 1)`,
    /^person user:/,
    ['role'],
  ],
  [
    'somebody deactivated',
    `UPDATE "User" SET "deactivatedAt" = now() WHERE id = $u`,
    /^person user:/,
    ['deactivatedAt'],
  ],
  [
    'somebody reactivated',
    `UPDATE "User" SET "deactivatedAt" = NULL WHERE "deactivatedAt" IS NOT NULL`,
    /^person user:/,
    ['deactivatedAt'],
  ],
  [
    'when somebody joined',
    `UPDATE "User" SET "createdAt" = "createdAt" - interval '20 minutes' WHERE id = $u`,
    /^person user:/,
    ['createdAt'],
  ],
  ['somebody’s address', `UPDATE "User" SET email = 'x@example.org' WHERE id = $u`, /^person user:/, ['email']],
  [
    'somebody who is gone',
    `DELETE FROM "Session"; DELETE FROM "Account" WHERE "userId" = $u; DELETE FROM "User" WHERE id = $u`,
    /^person user:/,
  ],
  [
    '36 administrators',
    `INSERT INTO "User" (id, name, email, role) SELECT 'x' || n, 'x', n || '@x', 'ADMIN' FROM generate_series(1, 36) n`,
    /^person user:x\d+$/,
  ],
  [
    'a second way to sign in',
    `INSERT INTO "Account" (id, "userId", "accountId", "providerId", password) VALUES ('x', $u, 'x', 'credential', 'x')`,
    /^account x$/,
  ],
  [
    'a link that gives more',
    `UPDATE "AccessLink" SET role = 'ADMIN' WHERE id = (SELECT max(id) FROM "AccessLink" WHERE role = 'EDITOR')`,
    /^access link \d+$/,
    ['role'],
  ],
  [
    'a link with another token',
    `UPDATE "AccessLink" SET "tokenHash" = 'x' WHERE id = (SELECT max(id) FROM "AccessLink")`,
    /^access link \d+$/,
    ['tokenHash'],
  ],
  [
    'a link that lasts longer',
    `UPDATE "AccessLink" SET "expiresAt" = "expiresAt" + interval '1 hour' WHERE id = (SELECT max(id) FROM "AccessLink")`,
    /^access link \d+$/,
    ['expiresAt'],
  ],
  [
    'a link that is no longer revoked',
    `UPDATE "AccessLink" SET "revokedAt" = NULL WHERE "revokedAt" IS NOT NULL`,
    /^access link \d+$/,
    ['revokedAt'],
  ],
  [
    'a link that is no longer used',
    `UPDATE "AccessLink" SET "usedAt" = NULL WHERE id = (SELECT max(id) FROM "AccessLink" WHERE "usedAt" IS NOT NULL)`,
    /^access link \d+$/,
    ['usedAt'],
  ],
  [
    'a link that is gone',
    `DELETE FROM "AccessLink" WHERE id = (SELECT max(id) FROM "AccessLink")`,
    /^the access link \d+ that was made in change \d+|^access link \d+/,
  ],
  [
    'a link that was added',
    `INSERT INTO "AccessLink" (purpose, "tokenHash", role, "createdBy", "expiresAt") VALUES ('INVITATION', 'x', 'ADMIN', 'operator', now() + interval '1 day')`,
    /^access link \d+$/,
  ],
  [
    'the answer to a form',
    `UPDATE "Submission" SET result = '{"ref":"SF-01"}' WHERE key = $s`,
    /^the form that was sent for change \d+, as it was accepted$/,
  ],
  ['a form that is gone', `DELETE FROM "Submission" WHERE key = $s`, /^the form that was sent for change \d+/],
]

const NINTH = `(SELECT id FROM "Commitment" WHERE ref = 'SF-09')`
const IDS: Record<string, string> = {
  $9: NINTH,
  $f: `(SELECT min(id) FROM "FollowUp" WHERE "commitmentId" = ${NINTH})`,
  $a: `(SELECT max("assessmentId") FROM "Evidence" WHERE "commitmentId" = ${NINTH})`,
  $u: `(SELECT min(id) FROM "User" WHERE "deactivatedAt" IS NULL)`,
  $s: `(SELECT min(key) FROM "Submission" WHERE action = 'plan.changed')`,
}

/** The statements with what their signs stand for, as the database has it now. */
export async function withIds(
  statements: string,
  sql: (text: string) => Promise<Record<string, unknown>[]>,
): Promise<string> {
  const [row = {}] = await sql(`SELECT ${Object.entries(IDS).map(([sign, id]) => `${id}::text AS "${sign}"`)}`)
  return statements.replaceAll(/\$[9faus]\b/g, (sign) => (/[us]/.test(sign) ? `'${row[sign]}'` : String(row[sign])))
}
