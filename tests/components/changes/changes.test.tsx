import { describe, expect, test } from 'vitest'
import { ChangeList } from '@/components/changes/change-list'
import { NoChanges } from '@/components/changes/no-changes'
import { LOCALES } from '@/lib/locale'
import { render } from '@/tests/support/render'
import { NOBODY_KNOWN } from '@/tests/support/shown'

const at = '2026-11-20T23:30:00.000Z'
const recorded = {
  actor: 'user:wen',
  action: 'assessment.recorded',
  subject: 'SF-09',
  item: 'SF-09',
  before: { status: 'AGREED', condition: 'ACTIVE', progress: 0 },
  data: { status: 'AGREED', condition: 'SUSPENDED', progress: 0, effectiveOn: '2024-07-17', evidence: [] },
  reason: '<b>Both</b> said so.',
}
const known = { ...NOBODY_KNOWN, names: new Map([['wen', 'Wen Li']]) }
const unknown = { actor: 'a robot', action: 'weather.changed', subject: 'rain', data: null }
const changes = [null, unknown, recorded].map((entry, index) => {
  const sequence = 3 - index
  const [previousHash, hash] = [`hash ${sequence - 1}`, `hash ${sequence}`]
  return { sequence, at, entry, text: JSON.stringify(entry), previousHash, hash }
})

describe.each(LOCALES)('the record in %s', (locale) => {
  const list = (ofItem = false) =>
    render(<ChangeList changes={changes} known={known} timeZone="Asia/Shanghai" ofItem={ofItem} />, locale)

  test('says each change in a sentence, with its reason, and leads to its item', () => {
    const page = list()
    expect(page.attributes('li[id]', 'id').filter((id) => id?.startsWith('change-'))).toEqual([
      'change-3',
      'change-2',
      'change-1',
    ])
    expect(page.text('#change-1')).toContain(locale === 'zh' ? 'Wen Li将SF-09由' : 'Wen Li moved SF-09 from')
    expect(page.text('#change-1')).toContain('<b>Both</b> said so.')
    expect(page.attributes('#change-1 a[href*="/commitments/"]', 'href')).toEqual([`/${locale}/commitments/SF-09`])
    expect(list(true).count('a[href*="/commitments/"]')).toBe(0)
  })

  test('says of what it does not know no more than it can', () => {
    const page = list()
    expect(page.text('#change-2')).toContain('a robot · weather.changed · rain')
    expect(page.text('#change-3')).toContain('#3')
    expect(page.count('b')).toBe(0)
  })

  test('shows to the letter what each hash is made of, on the page of changes', () => {
    const text = ['hash 0', '1', at, JSON.stringify(recorded)].join('\n')
    expect(list().text('#change-1')).toContain('hash 1')
    expect(
      list()
        .all('#change-1 pre')
        .map((pre) => pre.text),
    ).toEqual([text])
    expect(list(true).count('#change-1 pre')).toBe(0)
  })

  test('says why nothing is there, and leads on', () => {
    const before = render(<NoChanges beforeAll="2024-01-01" isPast={false} />, locale)
    expect(before.headings().join()).toContain(locale === 'zh' ? '2024年1月1日' : '1 Jan 2024')
    for (const isPast of [true, false]) {
      const page = render(<NoChanges beforeAll={null} isPast={isPast} />, locale)
      expect(page.attributes('a', 'href')).toEqual([`/${locale}/changes`])
      expect(page.slips()).toEqual([])
    }
  })
})
