import { expect, test } from 'vitest'
import { readable } from '@/server/readable'

test.each([
  ['/en/commitments?q=a%20b', '/en/commitments?q=a%20b'],
  ['/en?q=%ff', '/en?q=%ff'],
  ['/en/%ff', '/en/unreadable'],
  ['/zh/commitments/%E4%B8', '/zh/unreadable'],
  ['/api/v1/%', '/api/unreadable'],
  ['/%ff/en', '/unreadable'],
  ['http://ledger.example.org/en?q=a', '/en?q=a'],
  ['http://elsewhere.example/api/events', '/api/events'],
  ['http://ledger.example.org/en/%ff', '/en/unreadable'],
  ['http://[', '/unreadable'],
  ['/_next/image?url=%2Fapi%2Fevents&w=64&q=75', '/_next/unreadable'],
  ['/_next/images', '/_next/images'],
  ['*', '/unreadable'],
  ['', '/unreadable'],
])('%s is read as %s', (asked, read) => expect(readable(asked)).toBe(read))
