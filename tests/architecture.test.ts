import { describe, expect, test } from 'vitest'
import { importsOf, readHouse, violationsIn } from './support/house'

describe('the house', () => {
  const house = readHouse()

  test('is read whole', () => {
    expect([...house.keys()]).toEqual(
      expect.arrayContaining(['lib/rule.ts', 'server/request/ledger.ts', 'package.json']),
    )
    expect(importsOf(house, 'server/request/ledger.ts')).toContain('./lib/db/client.ts')
    expect(importsOf(house, 'lib/db/import.ts')).toContain('./lib/db/assessments/record.ts')
    expect(importsOf(house, 'lib/status.ts')).toEqual(['./prisma/generated/enums'])
  })

  test('keeps its rules: no arrow upwards, no cycle, no barrel, no vague name, nothing of one machine', () => {
    expect(violationsIn(house)).toEqual([])
  })
})

describe('the rules', () => {
  const path = (...parts: string[]) => `/${parts.join('/')}`
  const registry = ['registry', 'example', 'org'].join('.')

  test.each<[string, Record<string, string>, string | null]>([
    ['lib imports lib', { 'lib/a.ts': `import { b } from '@/lib/b'`, 'lib/b.ts': '' }, null],
    ['lib imports zod', { 'lib/a.ts': `import { z } from 'zod'` }, null],
    ['lib imports enums', { 'lib/a.ts': `import { Status } from '@/prisma/generated/enums'` }, null],
    ['lib reads a file', { 'lib/a.ts': `import fs from 'node:fs'` }, 'lib/a.ts imports node:fs'],
    ['lib imports React', { 'lib/a.ts': `import type { ReactNode } from 'react'` }, 'lib/a.ts imports react'],
    ['lib imports Next', { 'lib/a.ts': `import { cookies } from 'next/headers'` }, 'lib/a.ts imports next/headers'],
    [
      'lib imports the client',
      { 'lib/a.ts': `import type { Prisma } from '@/prisma/generated/client'` },
      'lib/a.ts imports ./prisma/generated/client',
    ],
    [
      'lib imports lib/db',
      { 'lib/a.ts': `export * from './db/b'`, 'lib/db/b.ts': '' },
      'lib/a.ts imports ./lib/db/b.ts',
    ],
    [
      'lib imports it later',
      { 'lib/a.ts': `const b = await import('@/lib/db/b')`, 'lib/db/b.ts': '' },
      'lib/a.ts imports ./lib/db/b.ts',
    ],
    ['lib reads the clock', { 'lib/a.ts': 'const t = Date.now()' }, 'lib/a.ts depends on the moment or the machine'],
    [
      'lib makes a date of now',
      { 'lib/a.ts': 'const t = new Date( )' },
      'lib/a.ts depends on the moment or the machine',
    ],
    ['lib makes a date of a day', { 'lib/a.ts': 'const t = new Date(day)' }, null],
    ['lib reads a setting', { 'lib/a.ts': 'process.env.TZ' }, 'lib/a.ts depends on the moment or the machine'],
    [
      'lib compares as the machine does',
      { 'lib/a.ts': 'a.localeCompare(b)' },
      'lib/a.ts depends on the moment or the machine',
    ],
    [
      'lib formats as the machine does',
      { 'lib/a.ts': 'new Intl.NumberFormat()' },
      'lib/a.ts depends on the moment or the machine',
    ],
    ['lib/db imports Prisma', { 'lib/db/a.ts': `import { PrismaPg } from '@prisma/adapter-pg'` }, null],
    ['lib/db imports the driver', { 'lib/db/a.ts': `import pg from 'pg'` }, null],
    ['lib/db imports React', { 'lib/db/a.ts': `import { cache } from 'react'` }, 'lib/db/a.ts imports react'],
    [
      'lib/db imports a component',
      { 'lib/db/a.ts': `import { B } from '@/components/b'`, 'components/b.tsx': '' },
      'lib/db/a.ts imports ./components/b.tsx',
    ],
    [
      'a component imports the database',
      { 'components/a.tsx': `import { b } from '@/lib/db/b'`, 'lib/db/b.ts': '' },
      'components/a.tsx imports ./lib/db/b.ts',
    ],
    [
      'a component imports the app',
      { 'components/a.tsx': `import { b } from '../app/b'`, 'app/b.ts': '' },
      'components/a.tsx imports ./app/b.ts',
    ],
    [
      'a component imports Prisma',
      { 'components/a.tsx': `import { PrismaClient } from '@prisma/client'` },
      'components/a.tsx imports @prisma/client',
    ],
    ['a component imports lib', { 'components/a.tsx': `import { b } from '@/lib/b'`, 'lib/b.ts': '' }, null],
    [
      'a primitive imports the domain',
      { 'components/ui/a.tsx': `import { b } from '@/lib/b'`, 'lib/b.ts': '' },
      'components/ui/a.tsx imports ./lib/b.ts',
    ],
    [
      'a primitive imports a component',
      { 'components/ui/a.tsx': `import { B } from '../b'`, 'components/b.tsx': '' },
      'components/ui/a.tsx imports ./components/b.tsx',
    ],
    [
      'a primitive speaks of the domain',
      { 'components/ui/a.tsx': 'type Props = { followUps: number }' },
      'components/ui/a.tsx speaks of the domain',
    ],
    ['the app imports Prisma', { 'app/a.ts': `import pg from 'pg'` }, 'app/a.ts imports pg'],
    [
      'the app imports the client',
      { 'app/a.ts': `import { PrismaClient } from '@/prisma/generated/client'` },
      'app/a.ts imports ./prisma/generated/client',
    ],
    [
      'the app imports a script',
      { 'app/a.ts': `import { b } from '@/scripts/b.mjs'`, 'scripts/b.mjs': '' },
      'app/a.ts imports ./scripts/b.mjs',
    ],
    ['the app imports a test', { 'app/a.ts': `import '@/tests/b'`, 'tests/b.ts': '' }, 'app/a.ts imports ./tests/b.ts'],
    [
      'a test imports the seed',
      { 'tests/a.ts': `import '@/prisma/seed'`, 'prisma/seed.ts': '' },
      'tests/a.ts imports ./prisma/seed.ts',
    ],
    [
      'the seed imports the app',
      { 'prisma/seed.ts': `import '@/app/a'`, 'app/a.ts': '' },
      'prisma/seed.ts imports ./app/a.ts',
    ],
    [
      'a script imports lib',
      { 'scripts/a.mjs': `import '../lib/b.ts'`, 'lib/b.ts': '' },
      'scripts/a.mjs imports ./lib/b.ts',
    ],
    [
      'the proxy reaches the database',
      { 'proxy.ts': `import '@/app/a'`, 'app/a.ts': `import '@/lib/db/b'`, 'lib/db/b.ts': '' },
      'proxy.ts reaches the database',
    ],
    [
      'two files import each other',
      { 'lib/a.ts': `import './b'`, 'lib/b.ts': `import './a'` },
      'lib/a.ts → lib/b.ts → lib/a.ts is a cycle',
    ],
    ['a file imports itself', { 'lib/a.ts': `import './a'` }, 'lib/a.ts → lib/a.ts is a cycle'],
    ['a barrel', { 'lib/index.ts': '' }, 'lib/index.ts is a barrel'],
    ['a vague file', { 'lib/date-utils.ts': '', 'lib/utils.ts': '' }, 'lib/utils.ts has a name that says nothing'],
    ['a vague folder', { 'app/common/a.ts': '' }, 'app/common/a.ts has a name that says nothing'],
    ['a machine', { 'README.md': `cd ${path('home', 'someone')}` }, 'README.md names a path of one machine'],
    ['a link with such a path', { 'README.md': `https://example.org${path('home', 'someone')}` }, null],
    ['a registry', { '.npmrc': `registry=https://${registry}/` }, '.npmrc names a package registry'],
  ])('are asked of %s', (_, files, sentence) => {
    expect(violationsIn(new Map(Object.entries(files)))).toEqual(sentence === null ? [] : [sentence])
  })
})
