import { describe, expect, test } from 'vitest'
import { parse, readHouse } from './support/house'
import { violationsIn } from './support/house-rules'
import { sizesOver } from './support/house-sizes'

describe('the house', () => {
  const house = readHouse()
  const files = parse(house)

  test('is read whole', () => {
    expect([...house.keys()]).toEqual(
      expect.arrayContaining(['lib/rule.ts', 'server/request/ledger.ts', 'package.json']),
    )
    expect(files.get('server/request/ledger.ts')?.imports).toContain('./lib/db/client.ts')
    expect(files.get('lib/db/agreements/write.ts')?.imports).toContain('./lib/db/assessments/record.ts')
    expect(files.get('lib/status.ts')?.imports).toEqual(['./prisma/generated/enums'])
    expect(files.get('tests/support/house.ts')?.imports).toEqual(['node:fs', 'node:path', 'typescript'])
  })

  test('keeps its rules: no arrow upwards, no cycle, no barrel, no vague name, nothing of one machine', () => {
    expect(violationsIn(house, files)).toEqual([])
  })

  test('has no file, function or folder that is too long', () => {
    expect(sizesOver(house, files)).toEqual([])
  })
})

describe('a file', () => {
  const parsed = (text: string) =>
    parse(
      new Map([
        ['lib/a.ts', text],
        ['lib/b.ts', ''],
      ]),
    ).get('lib/a.ts')

  test.each<[string, string, string[]]>([
    ['an import', `import { b } from './b'`, ['./lib/b.ts']],
    ['an import of a type', `import type { B } from '@/lib/b'`, ['./lib/b.ts']],
    ['an import for its effects', `import './b'`, ['./lib/b.ts']],
    ['an export from elsewhere', `export { b } from './b'`, ['./lib/b.ts']],
    ['a later import', `const b = () => import('./b')`, ['./lib/b.ts']],
    ['a type in place', `type B = import('./b').B`, ['./lib/b.ts']],
    ['the same twice', `import { b } from './b'\nimport type { B } from './b'`, ['./lib/b.ts']],
    ['a word in a text or a comment', `// import './b'\nconst b = "import './b'"`, []],
  ])('imports by %s', (_, text, imports) => expect(parsed(text)?.imports).toEqual(imports))

  test.each<[string, string, number]>([
    ['blank lines and comments', '\n// one\n/** two\n */\nconst a = 1 // three\n', 1],
    ['each line of a template', 'const a = `\n\n`', 3],
    ['each line of an expression', 'const a = [\n  1,\n]', 3],
  ])('has lines of code, %s', (_, text, lines) => expect(parsed(text)?.lines).toBe(lines))

  test('has functions with their names and lines of code', () => {
    const text = 'function a() {\n  // none\n  return 1\n}\nconst b = () => {\n  c(() => {\n  })\n}'
    expect(parsed(text)?.functions).toEqual([
      { name: 'a', lines: 3 },
      { name: 'b', lines: 4 },
      { name: 'a function', lines: 2 },
    ])
  })
})

describe('the numbers', () => {
  const lines = (n: number) => 'a()\n'.repeat(n)
  const over = (files: Record<string, string>) => {
    const house = new Map(Object.entries(files))
    return sizesOver(house, parse(house))
  }
  const small = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`lib/${n}.ts`, 'a()\n']))

  test.each<[string, Record<string, string>, string[]]>([
    ['a file of 220 lines', { ...small, 'lib/a.ts': lines(220) }, []],
    ['a file of 221 lines', { ...small, 'lib/a.ts': lines(221) }, ['lib/a.ts has 221 lines, of at most 220']],
    ['a drill of 221 lines', { ...small, 'drills/a.ts': lines(221) }, []],
    [
      'a median of 46',
      { 'lib/a.ts': lines(1), 'lib/b.ts': lines(46), 'lib/c.ts': lines(46) },
      ['the median file (lib/b.ts) has 46 lines, of at most 45'],
    ],
    [
      'a ninth decile of 121',
      { ...small, 'lib/a.ts': lines(121), 'lib/b.ts': lines(122), 'lib/c.ts': lines(123) },
      ['the ninth decile of files (lib/a.ts) has 121 lines, of at most 120'],
    ],
    ['a function of 120 lines', { ...small, 'app/x/a.ts': `function f() {\n${lines(118)}}` }, []],
    [
      'a function of 121 lines',
      { ...small, 'app/x/a.ts': `function f() {\n${lines(119)}}` },
      ['f of app/x/a.ts has 121 lines, of at most 120'],
    ],
    [
      'six loose files',
      { ...small, ...Object.fromEntries([...'abcdef'].map((name) => [`app/${name}.css`, ''])) },
      ['app/ has 6 loose files, of at most 5: app/a.css, app/b.css, app/c.css, app/d.css, app/e.css, app/f.css'],
    ],
    ['long scripts', { ...small, 'scripts/a.mjs': '\n'.repeat(4_501) }, ['scripts/ has 4501 lines, of at most 4500']],
  ])('are asked of %s', (_, files, sentences) => expect(over(files)).toEqual(sentences))
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
      'the process imports what Next bundles',
      { 'server/a.ts': `import '@/server/request/b'`, 'server/request/b.ts': '' },
      'server/a.ts imports ./server/request/b.ts',
    ],
    [
      'what Next bundles imports the process',
      { 'server/request/a.ts': `import '@/server/b'`, 'server/b.ts': '' },
      'server/request/a.ts imports ./server/b.ts',
    ],
    [
      'both meet',
      {
        'server/a.ts': `import '@/server/shared'`,
        'server/request/b.ts': `import '@/server/shared'`,
        'server/shared.ts': '',
      },
      null,
    ],
    [
      'the app imports the process',
      { 'app/a.ts': `import '@/server/b'`, 'server/b.ts': '' },
      'app/a.ts imports ./server/b.ts',
    ],
    [
      'a command on the ledger imports a script',
      { 'scripts/ledger/a.ts': `import '../b.mjs'`, 'scripts/b.mjs': '' },
      'scripts/ledger/a.ts imports ./scripts/b.mjs',
    ],
    [
      'a drill imports the app',
      { 'drills/a.ts': `import '@/app/b'`, 'app/b.ts': '' },
      'drills/a.ts imports ./app/b.ts',
    ],
    [
      'a script imports a drill',
      { 'scripts/a.mjs': `import '../drills/b.ts'`, 'drills/b.ts': '' },
      'scripts/a.mjs imports ./drills/b.ts',
    ],
    [
      'lib/db tells the day',
      { 'lib/db/a.ts': `const day = dayAt(new Date(), 'UTC')` },
      'lib/db/a.ts tells the day by itself',
    ],
    ['a page asks by itself', { 'app/a.tsx': `confirm('Really?')` }, 'app/a.tsx asks by a window of the browser'],
    ['a question of our own', { 'app/a.tsx': 'dialog.confirm()' }, null],
    ['any', { 'lib/a.ts': 'const a = 1\nexport const b = (c: any) => c' }, 'lib/a.ts:2 is any'],
    ['the word any', { 'lib/a.ts': '/** Any other. */\nexport const any = 1' }, null],
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
    [
      'two rooms of components use each other',
      {
        'components/item/a.tsx': `import { B } from '@/components/table/b'`,
        'components/item/c.tsx': '',
        'components/table/b.tsx': '',
        'components/table/d.tsx': `import { C } from '../item/c'`,
      },
      'components/item → components/table → components/item is a cycle',
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
