import { afterEach, describe, expect, test } from 'vitest'
import { presentRequest } from '@/server/shared'
import { ask, ownServer } from '@/tests/support/own-server'

let close = async () => {}
afterEach(() => close())

/** A server, and what it takes the address and the headers of a request to be. */
async function server(proxies: string, url = '') {
  const own = await ownServer(
    ({ headers }, response) => {
      const told = Object.entries(headers).filter(([name]) => name.startsWith('x-forwarded'))
      response.end(JSON.stringify({ address: presentRequest()?.address, ...Object.fromEntries(told) }))
    },
    { proxies: proxies.split(',').filter(Boolean), url },
  )
  close = own.close
  return async (headers: Record<string, string | string[]>, host?: string): Promise<Record<string, string>> =>
    JSON.parse((await ask(own.port, '/en', { headers, host })).text)
}

describe('the address of the client', () => {
  test('is that of the connection where no proxy is named, whatever a request claims', async () => {
    const asked = await server('')
    const claimed = { 'X-Forwarded-For': '192.0.2.1', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'evil.example' }
    expect(await asked({ ...claimed, 'X-Forwarded-Port': '1' })).toEqual({ address: '127.0.0.1' })
    expect(await asked({})).toEqual({ address: '127.0.0.1' })
    expect(await asked({}, '::1')).toEqual({ address: '::1' })
  })

  test('is the nearest that is no proxy of ours', async () => {
    const asked = await server('127.0.0.1,10.0.0.0/8,fd00::/8')
    const addressOf = async (forwarded: string | string[]) => (await asked({ 'X-Forwarded-For': forwarded })).address
    expect(await addressOf('192.0.2.1')).toBe('192.0.2.1')
    expect(await addressOf('203.0.113.9, 192.0.2.1')).toBe('192.0.2.1')
    expect(await addressOf('192.0.2.1, 10.1.2.3, fd00::7')).toBe('192.0.2.1')
    expect(await addressOf(['203.0.113.9', '192.0.2.1, 10.1.2.3'])).toBe('192.0.2.1')
    expect(await addressOf('2001:db8::1')).toBe('2001:db8::1')
    expect(await addressOf('[2001:db8::1]:8080')).toBe('2001:db8::1')
    expect(await addressOf('192.0.2.1:8080')).toBe('192.0.2.1')
    expect(await addressOf('fe80::1%eth0')).toBe('fe80::1')
    expect(await addressOf('::ffff:192.0.2.1')).toBe('192.0.2.1')
    expect(await addressOf('10.1.2.3')).toBe('10.1.2.3')
    expect(await addressOf('192.0.2.1, not-an-address, 10.1.2.3')).toBe('10.1.2.3')
    expect(await addressOf('192.0.2.1, , 10.1.2.3')).toBe('10.1.2.3')
    expect(await addressOf('not-an-address')).toBe('127.0.0.1')
    expect(await addressOf('')).toBe('127.0.0.1')
    const told = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'ledger.example' }
    expect(await asked(told)).toMatchObject({ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'ledger.example' })
  })
})

describe('the host', () => {
  const url = 'https://ledger.example.org'

  test('is the ledger’s own for what comes from a page of the ledger', async () => {
    const asked = await server('', url)
    expect((await asked({ Origin: url }))['x-forwarded-host']).toBe('ledger.example.org')
  })

  test.each(['https://evil.example', 'http://ledger.example.org', 'https://ledger.example.org.evil.example', 'null'])(
    'stays what it is for what comes from %s',
    async (origin) => {
      const asked = await server('', url)
      expect(await asked({ Origin: origin })).not.toHaveProperty('x-forwarded-host')
    },
  )
})
