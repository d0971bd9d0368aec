import { setTimeout as pause } from 'node:timers/promises'

/** Whether it becomes so within so many milliseconds. */
export async function becomes(isSo: () => boolean | Promise<boolean>, milliseconds: number): Promise<boolean> {
  for (const deadline = performance.now() + milliseconds; !(await isSo()); await pause(20))
    if (performance.now() > deadline) return false
  return true
}

/** The result of a promise, or an error named TimeoutError with this message after so many milliseconds. */
export async function within<T>(promise: Promise<T>, milliseconds: number, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(message), { name: 'TimeoutError' })), milliseconds)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
