import { type ImportedAgreement, parseAgreement } from '@/lib/import'
import { aCommitmentFile, aFollowUpFile, anAgreement, TODAY } from './build'

/** As an agreement enters the ledger whose text nobody has quoted from: files must quote, the database need not. */
const withoutQuotes = ({ commitments, ...agreement }: ImportedAgreement): ImportedAgreement => ({
  ...agreement,
  commitments: commitments.map((commitment) => ({ ...commitment, quotes: [] })),
})

/** One commitment, of which nothing followed, and no document. */
export const unquotedCommitment = (): ImportedAgreement => ({
  ...withoutQuotes(parseAgreement(anAgreement({ followUps: [] }), TODAY)),
  documents: [],
})

const LONG = 200
const filledTo = (length: number, words: string) => words.repeat(length).slice(0, length)

/** In turn: Chinese without a space, and English in words and as a single one. */
const TITLES = [
  {
    titleZh: filledTo(LONG, '双方同意建立定期磋商机制并就共同关心的问题保持沟通'),
    titleEn: `${filledTo(LONG - 1, 'The two sides will hold regular consultations on matters of common concern and ')}.`,
  },
  { titleZh: filledTo(LONG, '中美人工智能政府间对话'), titleEn: filledTo(LONG, 'Counternarcoticscooperation') },
]

const KINDS = [
  { nameZh: '对话', nameEn: 'Dialogue' },
  { nameZh: '经贸与金融工作组', nameEn: 'Economic and financial working groups' },
  {
    nameZh: '禁毒执法与司法协助以及跨国犯罪治理合作',
    nameEn: 'Counternarcotics, law enforcement and judicial assistance',
  },
]

/** Forty domains, of which every fourth has no commitment; a document that nothing quotes; titles of 200 characters. */
export function crowdedAgreement(): ImportedAgreement {
  const domains = Array.from({ length: 40 }, (_, index) => {
    const { nameZh = '', nameEn = '' } = KINDS[index % KINDS.length] ?? {}
    const n = index + 1
    return {
      slug: `domain-${n}`,
      position: n,
      nameZh: `${nameZh}${n}`,
      nameEn: `${nameEn} ${n}`,
      headingFromSource: false,
    }
  })
  const filled = domains.filter(({ position }) => position % 4 !== 0)
  const commitments = filled.map(({ slug }, index) =>
    aCommitmentFile({
      ref: `T-${String(index + 1).padStart(2, '0')}`,
      domain: slug,
      type: index % 5 === 0 ? 'PRINCIPLE' : 'MECHANISM',
      ...TITLES[index % TITLES.length],
    }),
  )
  const followUps = [
    aFollowUpFile({ commitment: 'T-02', key: 'met' }),
    aFollowUpFile({ commitment: 'T-03', key: 'announced', effect: 'STEP_AGREED' }),
    aFollowUpFile({ commitment: 'T-04', key: 'suspended', effect: 'SUSPENDED', relation: 'DIRECT' }),
  ]
  return withoutQuotes(parseAgreement(anAgreement({ agreement: { domains }, commitments, followUps }), TODAY))
}
