import { expect, test } from 'vitest'
import { hashing } from '@/server/request/hashing'
import { shared } from '@/server/shared'

/** Asks for so many hashes at once from an address; each takes until it is told to end, and says how many are being made. */
function askFrom(address: string, many: number) {
  const began: number[] = []
  const present = { number: address, address, answerUnavailable: () => {} }
  const outcomes = Array.from({ length: many }, (_, n) =>
    shared.requests.run(present, () =>
      hashing(async () => {
        began.push(n)
        await new Promise((resolve) => setTimeout(resolve, 5))
        return shared.requests.getStore()?.address
      }).catch((error) => error.key),
    ),
  )
  return { began, outcomes: Promise.all(outcomes) }
}

test('hashes are made two at once, and waited for by six of one network', async () => {
  const one = askFrom('192.0.2.1', 9)
  const other = askFrom('2001:db8:1:2::1', 2)
  expect(one.began).toHaveLength(2)
  const answers = await one.outcomes
  expect(answers.slice(0, 6)).toEqual(Array(6).fill('192.0.2.1'))
  expect(answers.slice(6)).toEqual(Array(3).fill('tooManyAtOnce'))
  // Each is made for the request that asked for it, whichever it had to wait for.
  expect(await other.outcomes).toEqual(['2001:db8:1:2::1', '2001:db8:1:2::1'])
  expect(await askFrom('192.0.2.1', 1).outcomes).toEqual(['192.0.2.1'])
})

test('what fails gives its place back', async () => {
  const present = { number: '', address: '192.0.2.2', answerUnavailable: () => {} }
  const fail = () => shared.requests.run(present, () => hashing(() => Promise.reject(new Error('no memory'))))
  for (let time = 0; time < 8; time += 1) await expect(fail()).rejects.toThrow('no memory')
})
