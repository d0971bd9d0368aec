import { describe, expect, test } from 'vitest'
import { parseChangeFilter } from '@/lib/change/filter'
import { parseFilter } from '@/lib/parse-filter'
import { ownQuery } from '@/lib/shared-address'
import { aFilter, TODAY } from '@/tests/support/build'

const asked = (query: string) =>
  parseFilter(new URLSearchParams(query), { agreements: [], domains: ['dialogue'], today: TODAY })
const changesAsked = (query: string) =>
  parseChangeFilter(new URLSearchParams(query), { kinds: ['assessments'], today: TODAY })

const APPENDED = `
  utm_source=x utm_medium=x utm_campaign=x utm_term=x utm_content=x utm_id=1 UTM_Source=x fbclid=x gclid=x
  gclsrc=x dclid=x gbraid=x wbraid=x msclkid=x yclid=x twclid=x ttclid=x igshid=x igsh=x li_fat_id=x mc_cid=x
  mc_eid=x _ga=2.1 _gl=1*x mkt_tok=x _hsenc=x _hsmi=1 srsltid=x ref_src=twsrc%5Etfw spm=a.b scm=1.2
  spm_id_from=333 share_token=x share_source=weixin share_medium=android vd_source=x bd_vid=1 nsukey=x
  isappinstalled=0 isappinstalled=1 wxshare_count=1 sharer_shareid=x scene=1 utm_source
  tdsourcetag=s_pcqq_aiomsg ADTAG=x mibextid=x elqTrackId=x _gcl_au=1 irclickid=x from=singlemessage
  from=groupmessage from=timeline from=SingleMessage from=qq from=feishu
  from=dingtalk from=mp from=h5 xsec_token=x xsec_source=pc_share shareRedId=x __cf_chl_tk=x hss_channel=x sfmc_id=1
  ck_subscriber_id=1 _ke=x klclid=x at_medium=x xtor=x wt_mc=x _t=8 _r=1 trk=x rcm=x exportkey=x wxfid=x nettype=WIFI`
  .trim()
  .split(/\s+/)

describe('what others append to an address', () => {
  test.each(APPENDED)('%s is left out without a word', (appended) => {
    expect(asked(`${appended}&domain=dialogue`)).toEqual({ filter: aFilter({ domain: ['dialogue'] }), problems: [] })
    expect(asked(`domain=dialogue&${appended}&${appended}`).problems).toEqual([])
    expect(changesAsked(`item=SF-09&${appended}&${appended}`).problems).toEqual([])
    expect(ownQuery(new URLSearchParams(`q=a,b&${appended}&page=2`))).toBe('q=a,b&page=2')
  })

  test.each(['from=timeline&from=2024-01-05', 'from=2024-01-05&from=groupmessage&isappinstalled=0'])(
    'a day stays beside it: %s',
    (query) => {
      const { filter, problems } = changesAsked(query)
      expect(problems).toEqual([])
      expect(filter.from).toBe('2024-01-05')
      expect(asked('from=2024-01-05').problems).toMatchObject([{ field: 'from', reason: 'unknownParameter' }])
    },
  )

  test.each([
    'utm',
    'utm_',
    'utmsource',
    'staus',
    'Status',
    'fro',
    'domains',
    'ref',
    'source',
    'gclidx',
    'share',
    'spmx',
  ])('what only resembles that, or a parameter, is named: %s', (name) => {
    expect(asked(`${name}=x`).problems).toMatchObject([{ field: name, reason: 'unknownParameter' }])
    expect(changesAsked(`${name}=x`).problems).toMatchObject([{ field: name, reason: 'unknownParameter' }])
  })

  test.each(['from=yesterday', 'from=2024-13-01', 'from=1'])('what is no day, and nothing of theirs: %s', (query) => {
    expect(changesAsked(query).problems).toMatchObject([{ field: 'from', reason: 'malformed' }])
  })
})
