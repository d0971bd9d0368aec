import { type House, type Parsed, parse } from './house'

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
  | 'prisma'
  | 'tests'
  | 'root'

/** Rooms before the house they are in. */
const AREAS: readonly Area[] = [
  'lib/db',
  'lib',
  'components/ui',
  'components',
  'app',
  'server/request',
  'server',
  'scripts/ledger',
  'scripts',
  'drills',
  'prisma',
  'tests',
]

const areaOf = (path: string): Area =>
  AREAS.find((area) => path.startsWith(`${area}/`)) ?? (/^(proxy|instrumentation)\.ts$/.test(path) ? 'app' : 'root')

const DATABASE = /^(@prisma\/|pg$|prisma$|\.\/prisma\/generated\/(?!enums$))/
const DOMAIN = /^\.\/lib\/(?!db\/)/
const NODE = /^node:/
const isPackage = (target: string) => /^[^.]/.test(target) && !NODE.test(target)
const isLibrary = (target: string) => isPackage(target) && !DATABASE.test(target)
const from = (target: string, ...areas: string[]) => areas.some((area) => target.startsWith(`./${area}`))

/**
 * What each area may import; an arrow that is not here does not exist. `server/shared.ts` is where the process and Next,
 * which bundles copies of its own, find the same instances.
 */
const MAY_IMPORT: Record<Area, (target: string) => boolean> = {
  lib: (target) =>
    DOMAIN.test(target) || /^(zod|use-intl\/core|\.\/prisma\/generated\/enums|\.\/messages\/\w+\.json)$/.test(target),
  'lib/db': (target) => /^(\.\/lib\/|\.\/prisma\/generated\/|@prisma\/|pg$)/.test(target),
  'components/ui': (target) => from(target, 'components/ui/') || isLibrary(target),
  components: (target) => from(target, 'components/') || DOMAIN.test(target) || isLibrary(target),
  app: (target) =>
    from(target, 'app/', 'components/', 'lib/', 'messages/', 'server/request/', 'server/shared.ts') ||
    isLibrary(target),
  'server/request': (target) =>
    from(target, 'server/request/', 'server/shared.ts', 'lib/') || isLibrary(target) || NODE.test(target),
  server: (target) =>
    (from(target, 'server/', 'lib/') && !from(target, 'server/request/')) || isLibrary(target) || NODE.test(target),
  'scripts/ledger': (target) => from(target, 'lib/') || NODE.test(target),
  // Every program connects alike, and scripts run before anything is compiled: that one file is plain JavaScript.
  scripts: (target) => from(target, 'scripts/', 'lib/db/session.mjs') || /^[^.]/.test(target),
  drills: (target) => from(target, 'drills/', 'scripts/') || DOMAIN.test(target) || /^[^.]/.test(target),
  prisma: (target) => from(target, 'lib/') || NODE.test(target),
  tests: (target) => target !== './prisma/seed.ts',
  root: (target) => from(target, 'scripts/', 'server/request/') || NODE.test(target) || isLibrary(target),
}
/** Only lib/db knows Prisma's packages. */
const ownsPrisma = (area: Area) => area === 'lib/db'

/** Things of the moment or the machine, on which nothing in the domain may depend. */
const OF_THE_MOMENT =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bprocess\.|\bMath\.random\b|\bperformance\.|\bfetch\(|\.(localeCompare|toLocale\w*String)\(|\bIntl\.\w+\(\s*(undefined|\[\])?\s*\)/
/** Which day it is, is an argument: it depends on the clock and on the ledger's time zone. */
const TELLS_THE_DAY = /\bdayAt\b|\bDate\.now\b|\bCURRENT_DATE\b/

const DOMAIN_WORD = /commitment|agreement|assess|follow-?up|ledger|accord|treaty|summit/i
const VAGUE_NAME = /(^|\/)(utils?|helpers?|common|misc)([./-]|$)/i
const OF_A_MACHINE = /(?<![\w.:/-])\/(work|root|home|Users)\/\w+|[a-z]:\\Users/i
/** Windows of the browser's own, which say nothing in the reader's language and stop the page. */
const BROWSER_ASKS = /(?<![.\w]|function )(?:window\.)?(?:confirm|alert|prompt)\(/
// Written so that this line does not match itself.
const OF_A_REGISTRY =
  /\bregistry\.[a-z0-9-]+\.[a-z]+|\b(verdacci[o]|artifactor[y]|nexu[s])\b|npmmirro[r]|\/\/[\w.-]*mirror[\w.-]*\//i

/** Every way in which a repository breaks the rules of its plan, as sentences. */
export function violationsIn(house: House, files = parse(house)): string[] {
  const broken: string[] = []
  for (const [path, text] of house) {
    if (OF_A_MACHINE.test(text)) broken.push(`${path} names a path of one machine`)
    if (OF_A_REGISTRY.test(text)) broken.push(`${path} names a package registry`)
  }
  for (const file of files.values()) broken.push(...brokenBy(file))
  if (files.has('proxy.ts') && reachableFrom(files, 'proxy.ts').some((path) => areaOf(path) === 'lib/db'))
    broken.push('proxy.ts reaches the database')
  return [...broken, ...cyclesIn(files), ...cyclesOfRooms(files)]
}

function brokenBy({ path, text, imports, anys }: Parsed): string[] {
  const area = areaOf(path)
  const says = (is: boolean, sentence: string) => (is ? [`${path} ${sentence}`] : [])
  return [
    ...says(VAGUE_NAME.test(path), 'has a name that says nothing'),
    ...says(/(^|\/)index\.\w+$/.test(path), 'is a barrel'),
    ...says(area === 'lib' && OF_THE_MOMENT.test(text), 'depends on the moment or the machine'),
    ...says(area === 'lib/db' && TELLS_THE_DAY.test(text), 'tells the day by itself'),
    ...says(area === 'components/ui' && DOMAIN_WORD.test(text), 'speaks of the domain'),
    ...says(/^(components|app)/.test(path) && BROWSER_ASKS.test(text), 'asks by a window of the browser'),
    ...anys.map((line) => `${path}:${line} is any`),
    ...imports
      .filter((target) => !target.endsWith('.css') && !mayImport(area, target))
      .map((target) => `${path} imports ${target}`),
  ]
}

const mayImport = (area: Area, target: string) =>
  MAY_IMPORT[area](target) && (ownsPrisma(area) || !/^@prisma\//.test(target))

type Files = ReadonlyMap<string, Parsed>

const localImports = (files: Files, path: string): string[] =>
  (files.get(path)?.imports ?? [])
    .filter((target) => target.startsWith('./'))
    .map((target) => target.slice(2))
    .filter((target) => files.has(target))

function reachableFrom(files: Files, start: string): string[] {
  const seen = new Set([start])
  for (const path of seen) for (const target of localImports(files, path)) seen.add(target)
  return [...seen]
}

function cyclesIn(files: Files): string[] {
  return cycles(new Map([...files.keys()].map((path) => [path, localImports(files, path)])))
}

/** Of the rooms of components/, none leads back to itself, so that each can be read after those it uses. */
function cyclesOfRooms(files: Files): string[] {
  const roomOf = (path: string) => /^components\/[^/]+(?=\/)/.exec(path)?.[0] ?? null
  const rooms = new Map<string, string[]>()
  for (const path of files.keys()) {
    const room = roomOf(path)
    if (room === null) continue
    const others = localImports(files, path).flatMap((target) => roomOf(target) ?? [])
    rooms.set(room, [...(rooms.get(room) ?? []), ...others.filter((other) => other !== room)])
  }
  return cycles(rooms)
}

function cycles(arrows: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (node: string, trail: string[]) => {
    if (trail.includes(node)) found.push(`${[...trail.slice(trail.indexOf(node)), node].join(' → ')} is a cycle`)
    else if (!done.has(node)) for (const target of arrows.get(node) ?? []) visit(target, [...trail, node])
    done.add(node)
  }
  for (const node of arrows.keys()) visit(node, [])
  return found
}
