import { describe, expect, test } from 'vitest'
import { AssessmentHistory } from '@/components/item/assessment-history'
import { CommitmentFacts } from '@/components/item/commitment-facts'
import { Headline } from '@/components/item/headline'
import { StatusOverTime } from '@/components/item/status-over-time'
import { Timeline } from '@/components/item/timeline'
import { WithdrawalNotice } from '@/components/item/withdrawal-notice'
import { LOCALES } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'
import { CONDITIONS, CONFIDENCES, STATUS_KEYS, Status } from '@/lib/status'
import { aFollowUp, SUMMIT, TODAY } from '@/tests/support/build'
import { render } from '@/tests/support/render'
import { aDetail, aLongStory, anOverview, NOBODY_KNOWN } from '@/tests/support/shown'

const HTML = '<img src=x onerror="alert(1)"><b>&amp;</b>'

describe.each(LOCALES)('an item in %s', (locale) => {
  const words = MESSAGES[locale]
  const zh = locale === 'zh'
  const headline = (
    parts: Parameters<typeof aDetail>[0],
    quietDays: number | null = null,
    reviewedOn: string | null = null,
  ) =>
    render(<Headline commitment={aDetail(parts)} day={TODAY} quietDays={quietDays} reviewedOn={reviewedOn} />, locale)

  test.each(STATUS_KEYS)('says %s in words, with what that means', (key) => {
    const status = Object.values(Status).find((one) => one === key) ?? null
    const page = headline({ status, progress: null })
    expect(page.text('section')).toContain(words.status[key].label)
    expect(page.text('section')).toContain(words.status[key].definition)
    expect(page.headings()).toEqual([`h2 ${words.item.headline}`])
    expect(page.slips()).toEqual([])
  })

  test.each(CONDITIONS)('says the condition %s, and nothing of one that moves', (condition) => {
    const page = headline({ condition })
    expect(page.text().includes(words.condition[condition].definition)).toBe(condition !== 'ACTIVE')
  })

  test.each([...CONFIDENCES, null])('says how sure it is: %s', (confidence) => {
    expect(headline({ confidence }).text('dl')).toContain(words.confidence[confidence ?? 'NONE'].definition)
  })

  test('says for how long nothing was recorded, and when somebody last looked', () => {
    const page = headline({}, 400, '2026-11-01')
    expect(page.text()).toContain('400')
    expect(page.text()).toContain(zh ? '2026年11月1日' : '1 Nov 2026')
    expect(headline({}).text()).not.toContain('400')
  })

  const timeline = (commitment: ReturnType<typeof aDetail>, mayEdit = false) =>
    render(<Timeline commitment={commitment} parties={anOverview().parties} mayEdit={mayEdit} timeZone="UTC" />, locale)

  test('tells what followed, the background apart from what can support a status', () => {
    const page = timeline(aLongStory())
    const ids = page.attributes('[id^=follow-up-]', 'id')
    expect(ids).toEqual(['follow-up-suspended', 'follow-up-met', 'follow-up-around'])
    expect(page.headings().map((heading) => heading.slice(0, 2))).toEqual(['h2', 'h3', 'h3'])
    expect(page.text('#follow-up-suspended')).toContain(words.effect.SUSPENDED)
    expect(page.text('#follow-up-suspended')).toContain(zh ? '2024年7月17日' : '17 Jul 2024')
    expect(page.attributes('#follow-up-met a[href^=http]', 'href')).toEqual(['https://example.org/readout'])
    expect(page.slips()).toEqual([])
  })

  test('says that nothing followed', () => {
    const page = timeline(aDetail())
    expect(page.text()).toContain(words.item.none)
    expect(page.count('[id^=follow-up-]')).toBe(0)
  })

  test('offers to add and to correct to those who may', () => {
    const links = (mayEdit: boolean) => timeline(aLongStory(), mayEdit).attributes('a[href*="/follow-ups/"]', 'href')
    expect(links(false)).toEqual([])
    expect(links(true)).toContain(`/${locale}/commitments/T-01/follow-ups/new`)
    expect(links(true)).toContain(`/${locale}/commitments/T-01/follow-ups/met/correct`)
    expect(links(true)).toContain(`/${locale}/commitments/T-01/follow-ups/met/withdraw`)
  })

  test('shows what was typed as it was typed', () => {
    const followUp = aFollowUp({ summaryZh: HTML, summaryEn: HTML, noteEn: HTML, noteZh: HTML })
    const page = timeline(aDetail({ followUpList: [followUp] }))
    expect(page.text()).toContain(HTML)
    expect(page.count('img, b')).toBe(0)
  })

  test('lists every judgement, the latest first, and strikes through what was corrected', () => {
    const page = render(<AssessmentHistory commitment={aLongStory()} known={NOBODY_KNOWN} timeZone="UTC" />, locale)
    const entries = page.texts('ol > li')
    expect(entries).toHaveLength(3)
    expect(entries[0]).toContain(zh ? '双方均已宣布。' : 'As both sides said.')
    expect(entries[0]).toContain('A page was misread.')
    expect(entries[0]).toContain('55%')
    expect(entries[1]).toContain(words.item.superseded)
    expect(entries[2]).not.toContain(words.item.superseded)
    expect(page.attributes('a[href^="#follow-up-"]', 'href')).toContain('#follow-up-suspended')
    expect(page.slips()).toEqual([])
  })

  test('says that nothing was assessed yet', () => {
    const page = render(<AssessmentHistory commitment={aDetail()} known={NOBODY_KNOWN} timeZone="UTC" />, locale)
    expect(page.text()).toContain(words.item.notAssessed)
  })

  test('draws its status over time, and says the same as a table', () => {
    const page = render(
      <StatusOverTime commitment={aLongStory()} concludedOn={SUMMIT} compiledUntil="2025-12-31" day={TODAY} />,
      locale,
    )
    expect(page.count('[data-dot]')).toBe(3)
    expect(page.text('table')).toContain(words.status.UNDERWAY.label)
    expect(page.slips()).toEqual([])
  })

  test.each([null, '2024-07-18'])('has its facts, with nothing said of what is not known (on %s)', (asOf) => {
    const page = render(<CommitmentFacts commitment={aLongStory()} agreement={anOverview()} asOf={asOf} />, locale)
    expect(page.text()).toContain(zh ? '对话合作' : 'Dialogue')
    expect(page.slips()).toEqual([])
  })

  test('says when and why it was withdrawn', () => {
    const withdrawn = { at: '2026-11-20T23:30:00.000Z', reason: HTML }
    const page = render(<WithdrawalNotice withdrawn={withdrawn} timeZone="Asia/Shanghai" />, locale)
    expect(page.text()).toContain(HTML)
    expect(page.text()).toContain(zh ? '2026年11月21日' : '21 Nov 2026')
  })
})
