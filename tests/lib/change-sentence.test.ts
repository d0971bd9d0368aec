import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACTIONS, actionsFor, type ChangeEntry, entryOf, kindsFor } from '@/lib/change/change'
import { detailsOf } from '@/lib/change/detail'
import { sentenceOfChange } from '@/lib/change/sentence'
import { wordsIn } from '@/lib/change/words'
import { LOCALES, type Locale } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'
import { aDraft, aFollowUp, aSource } from '@/tests/support/build'
import { actionNamesIn } from '@/tests/support/calls'
import { readHouse } from '@/tests/support/house'

const KNOWN = {
  names: new Map([
    ['a', 'Wen Li'],
    ['b', '王芳'],
  ]),
  sources: new Map([
    ['met', ['https://a', 'https://b']],
    ['met-2', ['https://a']],
  ]),
}
const anEntry = (parts: Partial<ChangeEntry>): ChangeEntry => ({
  actor: 'user:a',
  action: 'x.y',
  subject: 'SF-09',
  data: null,
  ...parts,
})
const say = (parts: Partial<ChangeEntry>, locale: Locale = 'en') =>
  sentenceOfChange(anEntry(parts), wordsIn(locale, KNOWN), locale)

const moved = {
  action: 'assessment.recorded',
  item: 'SF-09',
  data: aDraft({ condition: 'SUSPENDED', effectiveOn: '2024-07-17', evidence: ['met-2'] }),
  before: { status: 'AGREED', condition: 'ACTIVE', progress: 0, confidence: null },
}

describe('a change as a sentence', () => {
  const names = actionNamesIn(readHouse())

  test('is known for every action that the code records, in both languages', () => {
    expect(names.length).toBeGreaterThan(20)
    const listed = Object.values(ACTIONS).flat()
    for (const action of new Set([...names, ...listed])) {
      expect(listed, action).toContain(action)
      for (const locale of LOCALES) {
        const said = say({ action, item: 'SF-09', before: {}, data: {} }, locale)
        expect(said, `${action} in ${locale}`).not.toMatch(/changes\.|said\.| · |\{/)
        expect(said).toContain('Wen Li')
      }
    }
  })

  test.each<[Partial<ChangeEntry>, string, string]>([
    [
      moved,
      'Wen Li moved SF-09 from Agreed to Agreed · Suspended, effective 17 Jul 2024, on 1 source',
      'Wen Li将SF-09由“已约定”改为“已约定 · 暂停”，2024年7月17日起生效，依据1个来源',
    ],
    [
      { ...moved, before: undefined, actor: 'rule v1', data: aDraft({ evidence: [] }) },
      'Rule v1 assessed SF-09 as Agreed, effective 15 Nov 2023, on the text of the agreement',
      '规则v1评定SF-09为“已约定”，2023年11月15日起生效，以协议文本为依据',
    ],
    [
      { ...moved, data: aDraft({ effectiveOn: '2024-07-17', evidence: ['met', 'met-2'] }) },
      'Wen Li confirmed SF-09 as Agreed, effective 17 Jul 2024, on 2 sources',
      'Wen Li确认SF-09为“已约定”，2024年7月17日起生效，依据2个来源',
    ],
    [
      {
        actor: 'anonymous',
        action: 'access.refusedCalls',
        data: { hour: '2026-11-28T14:00:00.000Z', calls: 17, networks: 1, actions: ['undo'] },
      },
      'Somebody not signed in was refused 17 calls in the hour 28 Nov 2026, 14:00–15:00 UTC, from one network',
      '未登录者在2026年11月28日 14:00至15:00（UTC）一小时内有17次调用被拒绝，来自同一网络',
    ],
    [
      {
        actor: 'anonymous',
        action: 'access.refusedCalls',
        data: { hour: '2026-11-28T23:00:00.000Z', calls: 1, networks: 3, actions: ['undo'] },
      },
      'Somebody not signed in was refused 1 call in the hour 28 Nov 2026, 23:00–00:00 UTC, from at least 3 other networks',
      '未登录者在2026年11月28日 23:00至00:00（UTC）一小时内有1次调用被拒绝，来自至少另外3个网络',
    ],
    [
      { action: 'followUp.withdrawn', subject: 'met', item: 'SF-09', before: aFollowUp({ endedOn: '2024-01-19' }) },
      'Wen Li withdrew a follow-up of SF-09: Held, 18–19 Jan 2024',
      'Wen Li撤下SF-09的一条后续进展：已举行，2024年1月18日至19日',
    ],
    [
      {
        action: 'followUp.recorded',
        subject: 'met',
        item: 'SF-09',
        data: aFollowUp({ sources: [aSource(), aSource()] }),
      },
      'Wen Li recorded a follow-up of SF-09: Held, 18 Jan 2024, on 2 sources',
      'Wen Li登记SF-09的一条后续进展：已举行，2024年1月18日，依据2个来源',
    ],
    [
      { action: 'plan.changed', item: 'SF-09', data: { responsible: 'b', plannedStepOn: null }, before: {} },
      'Wen Li changed the plan for SF-09: Responsible, Day of the next step',
      'Wen Li修改SF-09的工作计划：负责人、下一步日期',
    ],
    [
      { action: 'person.roleChanged', subject: 'user:b', before: { role: 'VIEWER' }, data: { role: 'EDITOR' } },
      'Wen Li changed the role of 王芳 from Viewer to Editor',
      'Wen Li将王芳的角色由查看者改为编辑',
    ],
    [
      { action: 'person.created', subject: 'user:a', data: { name: 'Wen', role: 'EDITOR' } },
      'Wen Li joined with the role Editor',
      'Wen Li加入，角色为编辑',
    ],
    [
      { actor: 'user:gone', action: 'person.passwordReset', subject: 'user:gone' },
      'Somebody no longer known set a new password by a link',
      '已无法识别的人员通过链接设置了新密码',
    ],
  ])('of %j', (entry, en, zh) => {
    expect(say(entry)).toBe(en)
    expect(say(entry, 'zh')).toBe(zh)
  })

  test('that nothing is known of is said as it stands', () => {
    expect(say({ actor: 'a robot', action: 'weather.changed', subject: 'rain' })).toBe(
      'a robot · weather.changed · rain',
    )
    expect(say({ action: 'constructor', subject: 'x' })).toBe('Wen Li · constructor · x')
  })

  test('never fails, whatever stands in the record, nor do its details', () => {
    const actions = [...Object.values(ACTIONS).flat(), 'x.y', '__proto__']
    const value = fc.oneof(fc.jsonValue(), fc.constant(aDraft()), fc.constant(aFollowUp()))
    const entries = fc.record(
      {
        actor: fc.string(),
        action: fc.constantFrom(...actions),
        subject: fc.string(),
        item: fc.string(),
        data: value,
        before: value,
      },
      { requiredKeys: ['actor', 'action', 'subject', 'data'] },
    )
    fc.assert(
      fc.property(entries, fc.constantFrom(...LOCALES), (entry, locale) => {
        const words = wordsIn(locale, KNOWN)
        expect(sentenceOfChange(entry as ChangeEntry, words, locale)).not.toMatch(/changes\.said/)
        for (const detail of detailsOf(entry as ChangeEntry, words, locale)) expect(typeof detail.label).toBe('string')
      }),
    )
  })

  test('needs an actor, an action and a subject', () => {
    for (const value of [
      null,
      1,
      'x',
      [],
      {},
      { actor: 'a', action: 'b' },
      { actor: 'a', action: 'b', subject: 1 },
      { actor: 'a', action: 'b', subject: 'c', item: {} },
    ])
      expect(entryOf(value)).toBeNull()
    expect(entryOf(anEntry({}))).toEqual(anEntry({}))
  })
})

describe('the details of a change', () => {
  const details = (parts: Partial<ChangeEntry>, locale: Locale = 'en') =>
    detailsOf(anEntry(parts), wordsIn(locale, KNOWN), locale)

  test('are the fields that differ, as a reader would write them', () => {
    expect(
      details({
        before: { responsible: null, plannedStepOn: '2026-01-05', workingNotes: 'x' },
        data: { responsible: 'b', plannedStepOn: '2026-02-05', workingNotes: 'x' },
      }),
    ).toEqual([
      { field: 'plannedStepOn', label: 'Day of the next step', before: '5 Jan 2026', after: '5 Feb 2026' },
      { field: 'responsible', label: 'Responsible', before: null, after: '王芳' },
    ])
    expect(details({ before: aFollowUp(), data: null }, 'zh')).toContainEqual({
      field: 'sources',
      label: '来源',
      before: 'A ministry · Readout · https://example.org/readout',
      after: null,
    })
  })

  test('say what a reader knows by another word, and leave out what goes without saying', () => {
    const document = { titleZh: '文本', titleEn: 'Text', text: 'All of it.', url: null }
    const data = { status: null, timing: { kind: 'NONE', zh: null, en: null }, documents: [document], noteZh: '' }
    expect(details({ data })).toEqual([
      { field: 'status', label: 'Status', before: null, after: 'Not assessed' },
      { field: 'documents', label: 'Source texts', before: null, after: 'Text' },
    ])
  })

  test('have a label in both languages for every field of what is recorded today', () => {
    for (const locale of LOCALES)
      for (const entry of [moved, { data: aFollowUp({ noteZh: 'x' }) }])
        for (const { field } of details(entry, locale)) expect(MESSAGES[locale].changes.fields).toHaveProperty(field)
  })
})

describe('who sees which changes', () => {
  const person = (role: 'VIEWER' | 'EDITOR' | 'ADMIN') => ({ id: 'a', name: 'Wen Li', role })

  test('is everybody the world, those who are signed in plans, and administrators all', () => {
    expect(kindsFor(null)).toEqual(['assessments', 'follow-ups', 'commitments'])
    expect(kindsFor(person('VIEWER'))).toEqual(kindsFor(person('EDITOR')))
    expect(kindsFor(person('EDITOR'))).toEqual([...kindsFor(null), 'plan'])
    expect(actionsFor(person('ADMIN'))).toBeNull()
    expect(actionsFor(null)).not.toEqual(expect.arrayContaining(['plan.changed']))
    expect(actionsFor(null, ['accounts', 'plan'])).toEqual([])
    expect(actionsFor(person('EDITOR'), ['accounts', 'plan'])).toEqual([...ACTIONS.plan])
  })
})
