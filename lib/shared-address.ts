/**
 * What other sites and apps append to an address when it is shared, to tell who came from where. The ledger has no use for
 * it, and a reader who follows such a link did not type it: it is left out without a word. What only resembles a parameter
 * of the ledger is still named to the reader.
 */
const APPENDED_BY: Record<string, string> = {
  'Google Ads and Analytics': 'gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid',
  'Google Analytics, across sites': '_ga _gl _gac _gid _gcl_au _gcl_aw ga_source ga_medium ga_campaign',
  'Meta: Facebook and Instagram': 'fbclid fb_action_ids fb_action_types fb_source fb_ref mibextid xmt igshid igsh',
  Microsoft: 'msclkid ocid cvid',
  Yandex: 'yclid ymclid ysclid _openstat',
  'X and Twitter': 'twclid ref_src ref_url __twitter_impression',
  'TikTok, LinkedIn, Pinterest, Snapchat, Reddit': 'ttclid _t _r li_fat_id trk rcm epik sccid rdt_cid',
  'senders of newsletters':
    'mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash oly_anon_id oly_enc_id _bhlid dm_i _hsenc _hsmi __hssc __hstc __hsfp hsctatracking _kx _ke klclid vero_id vero_conv _bta_tid hss_channel sfmc_id sfmc_sub ck_subscriber_id',
  'Adobe, Piano and Mapp': 's_cid s_kwcid ef_id at_medium at_campaign xtor wt_mc wt_zmc',
  Cloudflare: '__cf_chl_tk __cf_chl_rt_tk __cf_chl_f_tk',
  'networks of advertisers': 'irclickid wickedid rb_clickid dicbo tblci _branch_match_id guccounter',
  WeChat:
    'isappinstalled nsukey wxshare_count wx_header pass_ticket mpshare srcid chksm scene clicktime enterid wechat_redirect wxfrom fontgear sessionid_wx from_wecom ascene exportkey wxfid nettype',
  'Alibaba and Taobao': 'spm scm pvid tracelog sourcetype_tb ut_sk suid',
  Baidu: 'bd_vid bd_source_light bdclkid hmsr hmpl hmcu hmkw hmci',
  'Tencent and QQ': 'tdsourcetag adtag ptlang _wv _wwv qz_gdt gdt_vid weixinadinfo weixinadkey',
  '360 and Sogou': 'qhclickid sogou_clickid sg_vid',
  'Bilibili, Xiaohongshu, Weibo, Toutiao and Douyin':
    'vd_source spm_id_from from_spmid from_source buvid xsec_token xsec_source xhsshare shareredid author_share appuid apptime sudaref weibo_id tt_from clickid unionid_share',
}

/** Beginnings of names that such senders make up freely. */
const BEGINNINGS = /^(utm|mtm|pk|piwik|matomo|hsa|sharer?|wxshare|itm|guce)_.|^elqtrack/

/** Where a link was shared in WeChat and QQ, which they say as `from`: a parameter that the list of changes has too, as a day. */
const SHARED_IN =
  /^(single|group|multi|app|wx|work|qq|we)?_?(message|chat|msg|work)$|^(session|mini_?program|timeline|moments|favou?rites?|qzone|qq|tim|weixin|wechat|wxwork|wecom|weibo|qrcode|scan|feishu|lark|ding|dingtalk|zhihu|workwechat|mp|app|h5|web|mobile|search)$/

const NAMES = new Set(Object.values(APPENDED_BY).flatMap((names) => names.split(' ')))

/** Whether a parameter was appended by somebody else when the address was shared. A day is never that. */
export function isAppended(name: string, value: string): boolean {
  const plain = name.toLowerCase()
  return NAMES.has(plain) || BEGINNINGS.test(plain) || (plain === 'from' && SHARED_IN.test(value.trim().toLowerCase()))
}

/** The values of each parameter that is the reader's own, in their order. */
export function parametersIn(params: Iterable<readonly [string, string]>): Map<string, string[]> {
  const given = new Map<string, string[]>()
  for (const [name, value] of params) {
    if (isAppended(name, value)) continue
    const values = given.get(name)
    if (values) values.push(value)
    else given.set(name, [value])
  }
  return given
}

/** A query without what was appended, for links that lead on from this page; empty, or without its `?`. */
export function ownQuery(params: Iterable<readonly [string, string]>): string {
  const own = [...params].filter(([name, value]) => !isAppended(name, value)).map((pair) => [...pair])
  // A comma needs no escape in a query, and people read and paste these links.
  return new URLSearchParams(own).toString().replaceAll('%2C', ',')
}
