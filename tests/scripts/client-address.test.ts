import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { root } from '../../scripts/settings.mjs'

const ECHO = `require('node:http').createServer((request, response) => {
  response.end(JSON.stringify(Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.startsWith('x-forwarded')))))
}).listen(0, '::', function () { console.log(this.address().port) })`

let child: ChildProcess | null = null
afterEach(() => {
  child?.kill()
})

/** A server with the preload, and what it takes the headers of a request to be. */
async function server(proxies: string, url = '') {
  const preload = path.join(root, 'scripts', 'client-address.mjs')
  const env = { ...process.env, ACCORD_PROXY: proxies, ACCORD_URL: url }
  child = spawn(process.execPath, ['--import', preload, '--eval', ECHO], { env, cwd: root })
  const [printed] = await once(child.stdout as NodeJS.ReadableStream, 'data')
  const port = Number(String(printed))
  return (headers: Record<string, string | string[]>, host = '127.0.0.1') =>
    new Promise<Record<string, string>>((resolve, reject) => {
      request({ host, port, headers }, (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => resolve(JSON.parse(body)))
      })
        .on('error', reject)
        .end()
    })
}

describe('the address of whoever asks', () => {
  test('is that of the connection where no proxy is named, whatever a request claims', async () => {
    const ask = await server('')
    const claimed = { 'X-Forwarded-For': '192.0.2.1', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'evil.example' }
    expect(await ask({ ...claimed, 'X-Forwarded-Port': '1' })).toEqual({ 'x-forwarded-for': '127.0.0.1' })
    expect(await ask({})).toEqual({ 'x-forwarded-for': '127.0.0.1' })
    expect(await ask({}, '::1')).toEqual({ 'x-forwarded-for': '::1' })
  })

  test('is the nearest that is no proxy of ours', async () => {
    const ask = await server('127.0.0.1,10.0.0.0/8,fd00::/8')
    const addressOf = async (forwarded: string | string[]) =>
      (await ask({ 'X-Forwarded-For': forwarded }))['x-forwarded-for']
    expect(await addressOf('192.0.2.1')).toBe('192.0.2.1')
    expect(await addressOf('203.0.113.9, 192.0.2.1')).toBe('192.0.2.1')
    expect(await addressOf('192.0.2.1, 10.1.2.3, fd00::7')).toBe('192.0.2.1')
    expect(await addressOf(['203.0.113.9', '192.0.2.1, 10.1.2.3'])).toBe('192.0.2.1')
    expect(await addressOf('2001:db8::1')).toBe('2001:db8::1')
    expect(await addressOf('[2001:db8::1]:8080')).toBe('2001:db8::1')
    expect(await addressOf('192.0.2.1:8080')).toBe('192.0.2.1')
    expect(await addressOf('::ffff:192.0.2.1')).toBe('192.0.2.1')
    expect(await addressOf('10.1.2.3')).toBe('10.1.2.3')
    expect(await addressOf('192.0.2.1, not-an-address, 10.1.2.3')).toBe('10.1.2.3')
    expect(await addressOf('')).toBe('127.0.0.1')
    const told = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'ledger.example' }
    expect(await ask(told)).toMatchObject({ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'ledger.example' })
  })
})

describe('the host', () => {
  const url = 'https://ledger.example.org'

  test('is the ledger’s own for what comes from a page of the ledger', async () => {
    const ask = await server('', url)
    expect((await ask({ Origin: url }))['x-forwarded-host']).toBe('ledger.example.org')
  })

  test.each(['https://evil.example', 'http://ledger.example.org', 'https://ledger.example.org.evil.example', 'null'])(
    'stays what it is for what comes from %s',
    async (origin) => {
      const ask = await server('', url)
      expect(await ask({ Origin: origin })).not.toHaveProperty('x-forwarded-host')
    },
  )
})
