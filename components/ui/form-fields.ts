/** What the fields of a form hold, in the order of the page: those that are ticked or filled in by hand. */
export type Values = readonly (readonly [name: string, value: string])[]

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const NOT_TYPED = /^(hidden|submit|button|reset|image|file)$/

/** What somebody types into or chooses from; hidden fields are the form's own. */
const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter(
    (one): one is Control =>
      (one instanceof HTMLInputElement || one instanceof HTMLSelectElement || one instanceof HTMLTextAreaElement) &&
      one.name !== '' &&
      !NOT_TYPED.test(one.type),
  )

/** Whether a field holds a password, also while that is shown. */
export const isSecret = ({ type, autocomplete }: { type: string; autocomplete: string }): boolean =>
  type === 'password' || /password|one-time-code/.test(autocomplete)

export const hasSecret = (form: HTMLFormElement): boolean => controlsOf(form).some(isSecret)

const isTick = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type)

const valuesOf = (controls: readonly Control[], read: (control: Control) => string): Values =>
  controls.filter((one) => !isTick(one) || one.checked).map((one) => [one.name, read(one)] as const)

/** What a form holds, passwords included. */
export const valuesIn = (form: HTMLFormElement): Values => valuesOf(controlsOf(form), (one) => one.value)

/** What a form holds and may be kept. */
export const openValuesIn = (form: HTMLFormElement): Values =>
  valuesOf(
    controlsOf(form).filter((one) => !isSecret(one)),
    (one) => one.value,
  )

/** What was typed and chosen in a form that was opened with something else, in words, each with the label of its field. */
export function wordsIn(form: HTMLFormElement, opened: Values): [label: string, text: string][] {
  const isNew = ({ name, value }: Control) =>
    value !== '' && !opened.some(([one, before]) => one === name && before === value)
  return controlsOf(form)
    .filter((one) => !isSecret(one) && !isTick(one) && isNew(one))
    .map((one) => [
      one.labels?.[0]?.textContent?.trim() ?? '',
      one instanceof HTMLSelectElement ? (one.selectedOptions[0]?.text ?? '') : one.value,
    ])
}

/** What a form was opened with, even where something was typed before the page was ready. */
export const openedIn = (form: HTMLFormElement): Values =>
  valuesOf(controlsOf(form), (one) => (one instanceof HTMLSelectElement || isTick(one) ? one.value : one.defaultValue))

/** The fields that hold something else than they were opened with, where nobody has followed the form yet. */
export const namesOfEarly = (form: HTMLFormElement): ReadonlySet<string> =>
  new Set(
    controlsOf(form)
      .filter((one) => !(one instanceof HTMLSelectElement || isTick(one)) && one.value !== one.defaultValue)
      .map((one) => one.name),
  )

/** Fills in a form as if by hand, so that React hears of it. Returns whether anything was not so before. */
export function fillIn(form: HTMLFormElement, values: Values): boolean {
  const changed = controlsOf(form).map((control) => {
    if (isSecret(control)) return false
    const wanted = values.filter(([name]) => name === control.name).map(([, value]) => value)
    return isTick(control) ? tick(control, wanted.includes(control.value)) : write(control, wanted[0])
  })
  return changed.includes(true)
}

/** A radio button is only ever chosen; another one of its group takes that back. */
function tick(control: HTMLInputElement, isWanted: boolean): boolean {
  if (control.checked === isWanted || (control.type === 'radio' && !isWanted)) return false
  control.click()
  return true
}

function write(control: Control, wanted: string | undefined): boolean {
  const before = control.value
  if (wanted === undefined || wanted === before) return false
  setValue(control, wanted)
  // An option may be gone by now.
  if (control.value !== wanted) {
    setValue(control, before)
    return false
  }
  control.dispatchEvent(new Event(control instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
  return true
}

/** React puts a property of its own on the element, and takes a value that was set through that for no change. */
function setValue(control: Control, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, value)
}
