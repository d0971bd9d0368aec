import { useState } from 'react'

/**
 * What a form was opened with, even when the page around it is redrawn with what others have recorded: the base that
 * edits are compared with.
 */
export const useAsOpened = <Value>(value: Value): Value => useState(() => value)[0]
