import { useState } from 'react'

/**
 * What a form was opened with, while the page around it is drawn anew with what others recorded meanwhile: the base of
 * what was typed, and of a refusal that compares the two.
 */
export const useAsOpened = <Value>(value: Value): Value => useState(() => value)[0]
