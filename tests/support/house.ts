import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'

/** The text of every file of the repository, by its path from the root. */
export type House = ReadonlyMap<string, string>

const root = join(import.meta.dirname, '../..')
const NOT_OURS =
  /^(\.git|node_modules|\.next|\.data|test-results|playwright-report|prisma\/generated|\.env|next-env\.d\.ts)(\/|$)|\.(png|ico|woff2|tsbuildinfo)$/

export function readHouse(folder = ''): Map<string, string> {
  const files = new Map<string, string>()
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name)
    if (NOT_OURS.test(path)) continue
    if (entry.isDirectory()) for (const [name, text] of readHouse(path)) files.set(name, text)
    else if (entry.isFile()) files.set(path, readFileSync(join(root, path), 'utf8'))
  }
  return files
}

const isCode = (path: string) => /\.(ts|tsx|mjs|js)$/.test(path) && !path.endsWith('.d.ts')

/** What a file imports: `node:x` and packages as written, files by their path from the root. */
export function importsOf(house: House, path: string): string[] {
  const { importedFiles } = ts.preProcessFile(house.get(path) ?? '', true, true)
  return importedFiles.map(({ fileName }) => {
    const local = fileName.startsWith('@/')
      ? fileName.slice(2)
      : fileName.startsWith('.')
        ? posix.join(posix.dirname(path), fileName)
        : null
    if (local === null) return fileName
    const candidates = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx'].map((end) => `./${local}${end}`)
    return candidates.find((candidate) => house.has(candidate.slice(2))) ?? `./${local}`
  })
}

type Area =
  | 'lib'
  | 'lib/db'
  | 'components/ui'
  | 'components'
  | 'app'
  | 'server/request'
  | 'server'
  | 'scripts/ledger'
  | 'scripts'
  | 'drills'
  | 'seed'
  | 'tests'
  | 'root'

export function areaOf(path: string): Area {
  if (path.startsWith('prisma/')) return 'seed'
  const areas = [
    ...(['lib/db', 'lib', 'components/ui', 'components', 'app', 'server/request', 'server'] as const),
    ...(['scripts/ledger', 'scripts', 'drills', 'tests'] as const),
  ]
  return (
    areas.find((area) => path.startsWith(`${area}/`)) ?? (/^(proxy|instrumentation)\.ts$/.test(path) ? 'app' : 'root')
  )
}

const DATABASE = /^(@prisma\/|pg$|prisma$|\.\/prisma\/generated\/(?!enums$))/
const DOMAIN = /^\.\/lib\/(?!db\/)/

/** What each area may import. An arrow that is not here does not exist. */
const MAY_IMPORT: Record<Area, (target: string) => boolean> = {
  lib: (target) =>
    DOMAIN.test(target) || /^(zod|use-intl\/core|\.\/prisma\/generated\/enums|\.\/messages\/\w+\.json)$/.test(target),
  'lib/db': (target) => /^(\.\/lib\/|\.\/prisma\/generated\/|@prisma\/|pg$)/.test(target),
  'components/ui': (target) => /^\.\/components\/ui\//.test(target) || isLibrary(target),
  components: (target) => /^\.\/components\//.test(target) || DOMAIN.test(target) || isLibrary(target),
  app: (target) => /^\.\/(app|components|lib|messages|server\/request)\//.test(target) || isLibrary(target),
  'server/request': (target) =>
    /^\.\/(server\/request|lib)\//.test(target) || isLibrary(target) || /^node:/.test(target),
  server: (target) => /^\.\/(server|lib)\//.test(target) || isLibrary(target) || /^node:/.test(target),
  'scripts/ledger': (target) => /^(\.\/lib\/|node:)/.test(target),
  scripts: (target) => /^\.\/scripts\//.test(target) || (/^[^.]/.test(target) && !/^@prisma\//.test(target)),
  drills: (target) =>
    /^\.\/(drills|scripts)\//.test(target) ||
    DOMAIN.test(target) ||
    (/^[^.]/.test(target) && !/^@prisma\//.test(target)),
  seed: (target) => /^(\.\/lib\/|node:)/.test(target),
  tests: (target) => target !== './prisma/seed.ts' && !/^@prisma\//.test(target),
  root: (target) => /^\.\/(scripts|server\/request)\//.test(target) || (/^[^.]/.test(target) && !DATABASE.test(target)),
}
const isLibrary = (target: string) => /^[^.]/.test(target) && !/^node:/.test(target) && !DATABASE.test(target)

/** Things of the moment or the machine, on which nothing in the domain may depend. */
const OF_THE_MOMENT =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bprocess\.|\bMath\.random\b|\bperformance\.|\bfetch\(|\.(localeCompare|toLocale\w*String)\(|\bIntl\.\w+\(\s*(undefined|\[\])?\s*\)/

const DOMAIN_WORD = /commitment|agreement|assess|follow-?up|ledger|accord|treaty|summit/i
const VAGUE_NAME = /(^|\/)(utils?|helpers?|common|misc)([./-]|$)/i
const OF_A_MACHINE = /(?<![\w.:/-])\/(work|root|home|Users)\/\w+|[a-z]:\\Users/i
// Written so that this line does not match itself.
const OF_A_REGISTRY =
  /\bregistry\.[a-z0-9-]+\.[a-z]+|\b(verdacci[o]|artifactor[y]|nexu[s])\b|npmmirro[r]|\/\/[\w.-]*mirror[\w.-]*\//i

/** Every way in which a repository breaks the rules of DESIGN.md, as sentences. */
export function violationsIn(house: House): string[] {
  const broken: string[] = []
  for (const [path, text] of house) {
    if (OF_A_MACHINE.test(text)) broken.push(`${path} names a path of one machine`)
    if (OF_A_REGISTRY.test(text)) broken.push(`${path} names a package registry`)
    if (!isCode(path)) continue
    const area = areaOf(path)
    if (VAGUE_NAME.test(path)) broken.push(`${path} has a name that says nothing`)
    if (/(^|\/)index\.\w+$/.test(path)) broken.push(`${path} is a barrel`)
    if (area === 'lib' && OF_THE_MOMENT.test(text)) broken.push(`${path} depends on the moment or the machine`)
    if (area === 'components/ui' && DOMAIN_WORD.test(text)) broken.push(`${path} speaks of the domain`)
    for (const target of importsOf(house, path))
      if (!target.endsWith('.css') && !MAY_IMPORT[area](target)) broken.push(`${path} imports ${target}`)
  }
  if (house.has('proxy.ts') && reachableFrom(house, 'proxy.ts').some((path) => areaOf(path) === 'lib/db'))
    broken.push('proxy.ts reaches the database')
  return [...broken, ...cyclesIn(house)]
}

const localImports = (house: House, path: string) =>
  importsOf(house, path)
    .filter((target) => target.startsWith('./'))
    .map((target) => target.slice(2))
    .filter((target) => house.has(target) && isCode(target))

function reachableFrom(house: House, start: string): string[] {
  const seen = new Set([start])
  for (const path of seen) for (const target of localImports(house, path)) seen.add(target)
  return [...seen]
}

function cyclesIn(house: House): string[] {
  const cycles: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) cycles.push(`${[...trail.slice(trail.indexOf(path)), path].join(' → ')} is a cycle`)
    else if (!done.has(path)) for (const target of localImports(house, path)) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of house.keys()) if (isCode(path)) visit(path, [])
  return cycles
}
