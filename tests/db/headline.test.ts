import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AssessmentDraft, headlineOn } from '@/lib/assessment'
import type { Day } from '@/lib/day'
import { importAgreement } from '@/lib/db/agreements/write'
import { listAssessments } from '@/lib/db/assessments/read'
import { recordAssessments } from '@/lib/db/assessments/record'
import { listCommitments } from '@/lib/db/commitments/read'
import { countsOn, isDirect } from '@/lib/follow-up'
import { parseAgreement } from '@/lib/import'
import { CONDITIONS, PROGRESS_BAND, STATUS_KEYS, UNASSESSED } from '@/lib/status'
import { aCommitmentFile, aDraft, aFilter, aFollowUpFile, anAgreement, SUMMIT, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { generatedDay, generatedFollowUps } from '@/tests/support/histories'

const database = ownDatabase()

let made = 0
/** A fresh mechanism with these follow-ups and one, `base`, that any assessment may rest on. */
async function aCommitment(followUps: ReturnType<typeof aFollowUpFile>[] = []) {
  const n = ++made
  const ref = `T-${n}`
  const other = `O-${n}`
  const { agreement, ...files } = anAgreement({
    commitments: [aCommitmentFile({ ref }), aCommitmentFile({ ref: other })],
    followUps: [
      aFollowUpFile({ key: `base-${n}`, commitment: ref, occurredOn: SUMMIT }),
      ...followUps.map((followUp) => ({ ...followUp, key: `${followUp.key}-${n}`, commitment: ref })),
    ],
  })
  const { documents } = agreement as { documents: object[] }
  const own = { slug: `test-${n}`, documents: documents.map((document) => ({ ...document, slug: `text-${n}` })) }
  const parsed = parseAgreement({ ...files, agreement: { ...(agreement as object), ...own } }, TODAY)
  await importAgreement(database.db, parsed, { actor: 'test', today: TODAY })
  const { id } = await database.db.commitment.findUniqueOrThrow({ where: { ref } })
  return {
    id,
    ref,
    other,
    agreement: own.slug,
    evidence: [`base-${n}`],
    followUps: parsed.commitments[0]?.followUps ?? [],
  }
}
type Made = Awaited<ReturnType<typeof aCommitment>>

const record = (of: Made, drafts: AssessmentDraft[]) =>
  database.db.$transaction((tx) => recordAssessments(tx, of.ref, drafts, TODAY))

/** What the fold says, as columns. */
async function foldOf(of: Made, day: Day) {
  const headline = headlineOn(await listAssessments(database.db, of.id), day)
  const followUps = of.followUps.filter((f) => isDirect(f) && countsOn(f) <= day)
  return {
    status: headline?.status ?? null,
    condition: headline?.condition ?? 'ACTIVE',
    progress: headline?.progress ?? null,
    confidence: headline?.confidence ?? null,
    assessedOn: headline?.effectiveOn ?? null,
    followUps: followUps.length,
    lastFollowUpOn: followUps.map(countsOn).sort().at(-1) ?? null,
  }
}

async function listed(of: Made, asOf: Day) {
  const items = await listCommitments(database.db, aFilter({ agreement: [of.agreement], asOf }), TODAY)
  const { status, condition, progress, confidence, assessedOn, followUps, lastFollowUpOn } =
    items.find((item) => item.ref === of.ref) ?? expect.fail(`${of.ref} is not listed`)
  return { status, condition, progress, confidence, assessedOn, followUps, lastFollowUpOn }
}

const step = fc.record({
  status: fc.constantFrom(...STATUS_KEYS.filter((status) => status !== 'DECLARATORY')),
  condition: fc.constantFrom(...CONDITIONS),
  inBand: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  confidence: fc.constantFrom('HIGH' as const, 'MEDIUM' as const, 'LOW' as const, null),
  effectiveOn: generatedDay(),
  corrects: fc.option(fc.nat({ max: 20 })),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function draftOf(of: Made, step: Step, supersedesId: number | null): AssessmentDraft {
  const band = PROGRESS_BAND[step.status]
  const tooEarly = step.condition === 'CONCLUDED' && (step.status === 'AGREED' || step.status === 'NO_RECORD')
  return aDraft({
    status: step.status === UNASSESSED ? null : step.status,
    condition: tooEarly ? 'ACTIVE' : step.condition,
    progress: band && step.inBand !== null ? Math.round(band[0] + step.inBand * (band[1] - band[0])) : null,
    confidence: step.confidence,
    effectiveOn: step.effectiveOn,
    supersededBy: step.condition === 'SUPERSEDED' ? of.other : null,
    supersedesId,
    reason: supersedesId === null ? null : 'It was wrong.',
    evidence: of.evidence,
  })
}

describe('the headline', () => {
  test('is the fold of the assessments after any history, today and as of any day', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        generatedFollowUps,
        generatedDay(),
        async (steps, followUps, anyDay) => {
          const made = await aCommitment(followUps.map((followUp) => aFollowUpFile(followUp)))
          for (const step of steps) {
            const standing = (await listAssessments(database.db, made.id)).filter(
              (assessment, _, all) => !all.some((later) => later.supersedesId === assessment.id),
            )
            const corrected = step.corrects === null ? undefined : standing[step.corrects % standing.length]
            await record(made, [draftOf(made, step, corrected?.id ?? null)])
            expect(await listed(made, TODAY)).toEqual(await foldOf(made, TODAY))
          }
          for (const day of [SUMMIT, anyDay, ...steps.map((step) => step.effectiveOn)])
            expect(await listed(made, day), day).toEqual(await foldOf(made, day))
        },
      ),
      { numRuns: 12 },
    )
  })

  test('holds each of several assessments recorded together to those before it', async () => {
    const made = await aCommitment()
    await record(made, [
      aDraft({ status: 'UNDERWAY', progress: 60, effectiveOn: '2024-01-18', evidence: made.evidence }),
      aDraft({ status: 'UNDERWAY', progress: 80, effectiveOn: '2024-02-18', rationaleEn: null }),
    ])
    expect(await listed(made, TODAY)).toMatchObject({ status: 'UNDERWAY', progress: 80, assessedOn: '2024-02-18' })
  })

  test('is the fold when many record at once', async () => {
    const made = await aCommitment()
    const months = Array.from({ length: 8 }, (_, n) => `2024-0${n + 1}-01`)
    await Promise.all(
      months.map((effectiveOn, n) =>
        record(made, [aDraft({ status: 'UNDERWAY', progress: 50 + n, effectiveOn, evidence: made.evidence })]),
      ),
    )
    expect(await listed(made, TODAY)).toEqual(await foldOf(made, TODAY))
    expect(await listed(made, TODAY)).toMatchObject({ progress: 57, assessedOn: '2024-08-01' })
  })

  test('stays as it was when an assessment is refused, together with those recorded beside it', async () => {
    const made = await aCommitment()
    const before = await listed(made, TODAY)
    const good = aDraft({ status: 'UNDERWAY', progress: 60, effectiveOn: '2024-01-18', evidence: made.evidence })
    await expect(record(made, [good, { ...good, progress: 10 }])).rejects.toMatchObject({ key: 'progressOutsideBand' })
    await expect(record(made, [{ ...good, evidence: ['base-0'] }])).rejects.toMatchObject({ key: 'evidenceNotDirect' })
    await expect(record({ ...made, ref: 'T-0' }, [good])).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await listed(made, TODAY)).toEqual(before)
  })
})
