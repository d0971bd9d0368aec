import { expect, test } from 'vitest'
import { draftOfFollowUp, followUpEntry } from '@/lib/entry/follow-up'
import { contentOf, differencesIn } from '@/lib/follow-up'
import { fieldsOf } from '@/lib/form'
import { typedEvidence, typedFollowUp } from '@/lib/typed-follow-up'
import { aFollowUp, aSource } from '@/tests/support/build'

const content = contentOf(
  aFollowUp({ noteEn: 'Line one.\nLine two.', sources: [aSource(), aSource({ title: null, language: 'zh-CN' })] }),
)

/** A form whose fields hold that, as FollowUpFields draws them. */
function formOf(prefix = ''): FormData {
  const form = new FormData()
  const { sources, effectDetail, ...fields } = content
  for (const [name, value] of Object.entries(fields)) form.set(`${prefix}${name}`, value ?? '')
  for (const [n, source] of sources.entries())
    for (const [name, value] of Object.entries(source)) form.set(`${prefix}sources.${n}.${name}`, value ?? '')
  return form
}

test('what a form holds of a follow-up reads in the browser as it would be recorded', () => {
  expect(typedFollowUp(formOf())).toEqual(content)
  expect(typedEvidence(formOf('newEvidence.0.'))).toEqual([content])
  expect(draftOfFollowUp(followUpEntry.parse(fieldsOf(formOf())))).toEqual(content)
})

test('what is not filled in is nothing, and differs in those fields alone', () => {
  const form = formOf()
  for (const name of ['noteEn', 'occurredOn', 'sources.1.publisher']) form.set(name, ' \r\n')
  expect(differencesIn(typedFollowUp(form), content)).toEqual(['occurredOn', 'noteEn', 'sources'])
})
