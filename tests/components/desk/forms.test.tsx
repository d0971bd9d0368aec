import type { ReactElement } from 'react'
import { describe, expect, test } from 'vitest'
import { NewPasswordForm } from '@/components/account/new-password-form'
import { NewcomerForm } from '@/components/account/newcomer-form'
import { OwnNameForm, OwnPasswordForm } from '@/components/account/own-forms'
import { PersonCard } from '@/components/account/person-card'
import { SignInForm } from '@/components/account/sign-in-form'
import { AssessForm } from '@/components/desk/assess-form'
import { Conflict } from '@/components/desk/conflict'
import { EvidenceFields } from '@/components/desk/evidence-fields'
import { FollowUpForm } from '@/components/desk/follow-up-form'
import { JudgementFields } from '@/components/desk/judgement-fields'
import { PlaceFields } from '@/components/desk/place-fields'
import { PlanFields, type TypedPlan } from '@/components/desk/plan-fields'
import { PlanPanel } from '@/components/desk/plan-panel'
import { anEmptyQuote, QuoteField } from '@/components/desk/quote-field'
import { RetitleForm } from '@/components/desk/retitle-form'
import { LOCALES } from '@/lib/locale'
import { PLAN_FIELDS } from '@/lib/plan'
import { MESSAGES } from '@/lib/sentence'
import { correctionOf } from '@/lib/typed-assessment'
import { aFollowUp, anAssessment, NO_PLAN, SUMMIT, TODAY } from '@/tests/support/build'
import { render } from '@/tests/support/render'
import { aLongStory, anAction, anOverview, aPerson } from '@/tests/support/shown'

const { parties } = anOverview()
const onDays = { concludedOn: SUMMIT, today: TODAY }
const FORMS: Record<string, () => ReactElement> = {
  'an assessment': () => (
    <AssessForm commitment={aLongStory()} parties={parties} {...onDays} assess={anAction()} doneHref={null} />
  ),
  'a new follow-up': () => (
    <FollowUpForm commitment={aLongStory()} parties={parties} {...onDays} send={anAction()} doneHref={null} />
  ),
  'a correction': () => (
    <FollowUpForm
      commitment={aLongStory()}
      corrects={aFollowUp({ summaryZh: '会议' })}
      parties={parties}
      {...onDays}
      send={anAction()}
      doneHref={null}
    />
  ),
  'other titles': () => (
    <RetitleForm
      of="T-01"
      titles={{ titleZh: '磋商', titleEn: 'Talks' }}
      version={1}
      longest={200}
      retitle={anAction()}
    />
  ),
  'signing in': () => <SignInForm signIn={anAction()} next="/en" />,
  'somebody who joins': () => <NewcomerForm create={anAction()} token="x" />,
  'a password by a link': () => <NewPasswordForm set={anAction()} token="x" />,
  'a new name': () => <OwnNameForm person={aPerson()} rename={anAction()} />,
  'a new password of one’s own': () => <OwnPasswordForm email="wen@example.org" change={anAction()} />,
}

const typed = { ...correctionOf(anAssessment({ id: 1 })), supersedesId: 'gone', evidence: ['gone'] }
const aPlace = { slug: 'here', titleZh: '此', titleEn: 'Here', domains: [], documents: [], suggestedRef: 'T-02' }
const nothing = anAction()
/** Every choice among what is on record, as a draft fills it in from before some of that was withdrawn. */
const CHOSEN_BEFORE: Record<string, () => ReactElement> = {
  'an assessment to correct': () => (
    <JudgementFields
      type="MECHANISM"
      typed={typed}
      onType={nothing}
      onCorrect={nothing}
      current={[]}
      asSuggested="?"
      {...onDays}
    />
  ),
  'a follow-up to rest on': () => (
    <EvidenceFields
      direct={[aFollowUp({ key: 'met' })]}
      ticked={typed.evidence}
      onTick={nothing}
      onAdded={nothing}
      parties={parties}
      {...onDays}
    />
  ),
  'the person responsible': () => (
    <PlanFields
      typed={{ ...(Object.fromEntries(PLAN_FIELDS.map((name) => [name, ''])) as TypedPlan), responsible: 'gone' }}
      onType={nothing}
      colleagues={[{ id: 'wen', name: 'Wen Li', isActive: true }]}
      {...onDays}
    />
  ),
  'an agreement': () => (
    <PlaceFields places={[aPlace]} place={aPlace} chosen="gone" onMove={nothing} refTyped="T-02" onRef={nothing} />
  ),
  'a document': () => (
    <QuoteField
      quote={{ ...anEmptyQuote(0), document: 'gone' }}
      place={0}
      documents={[]}
      longest={100}
      onChange={nothing}
      onRemove={null}
    />
  ),
}

describe.each(LOCALES)('in %s', (locale) => {
  const words = MESSAGES[locale]

  describe.each(Object.entries(FORMS))('the form of %s', (_, form) => {
    const page = render(form(), locale)

    test('has a label for every field, and no two with one name for the machine', () => {
      const fields = page
        .all('input, select, textarea')
        .filter((field) => !field.hasAttribute('hidden') && field.getAttribute('type') !== 'hidden')
      expect(fields.length).toBeGreaterThan(0)
      for (const field of fields) {
        const id = field.getAttribute('id') ?? ''
        const labels = page.all(`label[for="${id}"]`).length + Number(field.closest('label') !== null)
        expect([field.getAttribute('name'), labels + Number(field.hasAttribute('aria-label')) > 0]).toEqual([
          field.getAttribute('name'),
          true,
        ])
      }
      const ids = page.attributes('[id]', 'id')
      expect(ids).toEqual([...new Set(ids)])
    })

    test('describes its fields by what is there, and says nothing that slipped in', () => {
      for (const described of page.attributes('[aria-describedby]', 'aria-describedby'))
        for (const id of described?.split(' ') ?? []) expect([id, page.count(`[id="${id}"]`)]).toEqual([id, 1])
      expect(page.slips()).toEqual([])
    })

    test('cannot be sent before the page is ready, and never by its address', () => {
      expect(page.attributes('form', 'method')).toEqual(['post'])
      for (const button of page.all('button[type=submit]')) expect(button.hasAttribute('disabled')).toBe(true)
    })
  })

  test.each(Object.entries(CHOSEN_BEFORE))(
    '%s that was chosen before and is gone is still shown and sent',
    (_, fields) => {
      const page = render(fields(), locale)
      expect(page.count('option[value=gone][selected], input[value=gone][checked]')).toBe(1)
      expect(page.slips()).toEqual([])
    },
  )

  test('what somebody else changed meanwhile stands beside what was typed, each to be taken', () => {
    const [base, theirs, yours] = [{ progress: '25%' }, { progress: '75%' }, { progress: '60%' }]
    const page = render(
      <Conflict
        meeting={{ names: ['progress'], taken: ['progress'], base, theirs, yours }}
        labelOf={(name) => words.assess[name]}
        inWords={(name, fields) => fields[name]}
        onTake={anAction()}
      />,
      locale,
    )
    expect(page.attributes('section', 'aria-label')).toEqual([words.conflict.title])
    expect(page.texts('button')).toEqual([`${words.conflict.yours} 60%`, `${words.conflict.theirs} 75%`])
    expect(page.attributes('button', 'aria-pressed')).toEqual(['false', 'true'])
    expect(page.text('li')).toContain('25%')
  })

  test('the desk’s plan is read by those who may, and changed by fewer', () => {
    const plan = {
      ...NO_PLAN,
      plannedStepZh: '询问。',
      plannedStepEn: 'Ask.',
      plannedStepOn: '2027-03-01',
      reviewedOn: null,
    }
    const panel = (actions: Parameters<typeof PlanPanel>[0]['actions']) =>
      render(<PlanPanel of="T-01" plan={plan} colleagues={[]} {...onDays} actions={actions} />, locale)
    expect(panel(null).text()).toContain(locale === 'zh' ? '询问。' : 'Ask.')
    expect(panel(null).count('button')).toBe(0)
    expect(panel({ change: anAction(), review: anAction() }).count('button')).toBeGreaterThan(0)
    expect(panel(null).slips()).toEqual([])
  })

  test.each([
    ['who is here', aPerson(), words.people.deactivate],
    ['who is deactivated', aPerson({ deactivatedAt: '2026-02-01T08:00:00.000Z' }), words.people.reactivate],
  ])('of somebody %s it is said what can be done', (_, person, button) => {
    const actions = {
      changeRole: anAction(),
      deactivate: anAction(),
      reactivate: anAction(),
      endSessions: anAction(),
      makePasswordLink: anAction(),
    }
    const page = render(<PersonCard person={person} isSelf={false} actions={actions} timeZone="UTC" />, locale)
    expect(page.text('summary')).toContain('Wen Li')
    expect(page.texts('button').join()).toContain(button)
    expect(page.slips()).toEqual([])
  })
})
