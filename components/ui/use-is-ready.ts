import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether the page attends to what is pressed on it; before, and without JavaScript, only the browser would. */
export const useIsReady = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
