import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether the page is hydrated; never true without JavaScript. */
export const useIsReady = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
