import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { notePlaces } from '@/lib/db/people/places'
import { countAttempt, countOwnAttempt, forgive } from '@/server/request/limits'
import { type Places, placeOfNetwork } from '@/server/request/places'
import { ownDatabase } from '@/tests/support/database'
import { pick } from '@/tests/support/full'
import { by, peopleIn, refusalOf } from '@/tests/support/joining'
import { servedFrom } from '@/tests/support/ledger'

const database = ownDatabase()
const { joined, signedIn } = peopleIn(database)
servedFrom(database)
beforeAll(() => void vi.stubEnv('ACCORD_SECRET', 'x'.repeat(32)))
afterAll(() => void vi.unstubAllEnvs())

const HOME = 'the network at home'
const LAPTOP = 'the browser of a laptop'
let email = ''
beforeEach(async () => {
  await database.sql('DELETE FROM "RateLimit"')
  const owner = await joined('ADMIN')
  email = owner.email
  await database.db.$transaction((tx) => notePlaces(tx, owner.id, [HOME, LAPTOP]))
})

const at = (network: string, browser: string | null = null): Places => ({ network, browser })

/** The refusal of an attempt at a password; null where it is let through to be checked, and so was a guess. */
const wrong = (places: Places, account = email): Promise<string | null> =>
  countAttempt(account, places).then(
    () => null,
    (error) => error.key,
  )
const guessesAmong = (outcomes: readonly (string | null)[]): number => outcomes.filter((key) => key === null).length

/** Lets what is counted grow older by a quarter of an hour. */
const passQuarter = () => database.sql(`UPDATE "RateLimit" SET expire = expire - interval '15 minutes'`)

const ELSEWHERE = at('a network of a hotel')

describe('attempts of a stranger', () => {
  test('from one network, however many, shut out that network and not the owner elsewhere', async () => {
    const outcomes: (string | null)[] = []
    for (let attempt = 0; attempt < 30; attempt += 1) outcomes.push(await wrong(at('a stranger')))
    expect(guessesAmong(outcomes)).toBe(5)
    expect(outcomes.at(-1)).toBe('tooManyAttempts')
    for (const place of [ELSEWHERE, at(HOME), at(ELSEWHERE.network, LAPTOP), at('a stranger', LAPTOP)])
      expect(await wrong(place)).toBeNull()
  })

  test('from two hundred networks never shut out a browser or a network from which the owner signed in before', async () => {
    const outcomes: (string | null)[] = []
    for (let attempt = 0; attempt < 220; attempt += 1) outcomes.push(await wrong(at(`stranger ${attempt % 200}`)))
    expect(guessesAmong(outcomes)).toBe(200)
    expect(outcomes.at(-1)).toBe('tooManyOfStrangers')
    // A new browser in a known network, and a known one at the next hotel.
    for (const place of [at(HOME), at(HOME, 'another browser'), at(ELSEWHERE.network, LAPTOP)])
      expect(await wrong(place)).toBeNull()
    // Where nobody has signed in before, the owner is told of the way out.
    expect(await wrong(ELSEWHERE)).toBe('tooManyOfStrangers')
  })

  test.each(
    pick(
      [
        ['one strange network', [at('a stranger')], 20],
        ['thirty strange networks', Array.from({ length: 30 }, (_, n) => at(`stranger ${n}`)), 200],
        ['a network that is known', [at(HOME)], 480],
        ['a browser that is known', [at('anywhere', LAPTOP)], 480],
      ] as const,
      [['one strange network', [at('a stranger')], 20]] as const,
    ),
  )('in a day, at one account from %s, are as few as SECURITY.md says', async (_, places, most) => {
    let guesses = 0
    for (let quarter = 0; quarter < 96; quarter += 1) {
      for (const place of places) while ((await wrong(place)) === null) guesses += 1
      await passQuarter()
    }
    expect(guesses).toBe(most)
  })

  test('at many accounts are bounded for a network', async () => {
    const outcomes: (string | null)[] = []
    for (let n = 0; n < 30; n += 1) outcomes.push(await wrong(at('a stranger'), `guess-${n}@example.org`))
    expect(guessesAmong(outcomes)).toBe(20)
  })

  test('all at once are counted as well', async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => wrong(at('a stranger'))))
    expect(guessesAmong(outcomes)).toBe(5)
  })

  test('do not tell whether an account exists', async () => {
    const series = async (account: string) => {
      const outcomes: (string | null)[] = []
      for (let n = 0; n < 8; n += 1) outcomes.push(await wrong(at(`at ${account}`), account))
      return outcomes
    }
    expect(await series('nobody@example.org')).toEqual(await series(email))
  })
})

describe('the owner', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2::9', '2001:0db8:0001:0002:0000:0000:0000:0000'],
  ])('is known at a network where a session was opened, such as %s, before places were noted', async (now, then) => {
    const [person] = await database.sql(`SELECT id FROM "User" WHERE email = $1`, [email])
    const session = await signedIn(String(person?.id))
    await database.sql('UPDATE "Session" SET "ipAddress" = $1 WHERE id = $2', [then, session])
    await wrong(at('a stranger'))
    await database.sql(`UPDATE "RateLimit" SET points = 1000 WHERE key LIKE 'strangers:%'`)
    expect(await wrong(at('a stranger'))).toBe('tooManyOfStrangers')
    expect(await wrong(at(placeOfNetwork(now)))).toBeNull()
  })

  test('is let in after wrong attempts of their own, and then starts from none', async () => {
    for (let n = 0; n < 4; n += 1) await wrong(at(HOME))
    await (await countAttempt(email, at(HOME)))()
    for (let n = 0; n < 5; n += 1) expect(await wrong(at(HOME))).toBeNull()
    expect(await wrong(at(HOME))).toBe('tooManyAttempts')
    await forgive(email, [HOME])
    expect(await wrong(at(HOME))).toBeNull()
  })

  test('does not use up what others may guess: what was right is taken back everywhere', async () => {
    for (let n = 0; n < 25; n += 1) await (await countAttempt(email, ELSEWHERE))()
    expect(await wrong(ELSEWHERE)).toBeNull()
  })
})

describe('the present password, to change it', () => {
  test('can be tried five times in a session, and twenty times in all for as long as it lasts', async () => {
    let guesses = 0
    for (let quarter = 0; quarter < 6; quarter += 1) {
      for (let n = 0; n < 8; n += 1)
        await countOwnAttempt('a session').then(
          () => (guesses += 1),
          () => {},
        )
      if (quarter === 0) expect(guesses).toBe(5)
      await passQuarter()
    }
    expect(guesses).toBe(20)
    expect(await refusalOf(countOwnAttempt('a session'))).toBe('tooManyInSession')
    await (await countOwnAttempt('another session'))()
  })

  test('and attempts at signing in do not count for each other', async () => {
    const { id } = await joined('EDITOR')
    for (let n = 0; n < 9; n += 1) await wrong(at(HOME))
    for (let n = 0; n < 5; n += 1) await countOwnAttempt(by(id).actor)
    expect(await refusalOf(countOwnAttempt(by(id).actor))).toBe('tooManyAttempts')
    expect(await wrong(at('elsewhere', LAPTOP))).toBeNull()
  })
})
