import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'

/** The text of every file of the repository, by its path from the root. */
export type House = ReadonlyMap<string, string>

/** What is known of a file of code, which is parsed for it once. */
export type Parsed = {
  path: string
  text: string
  /** `node:x` and packages as written, files by their path from the root, beginning with `./`. */
  imports: string[]
  /** Lines that hold code: neither blank nor nothing but a comment. */
  lines: number
  functions: { name: string; lines: number }[]
  /** The lines, from 1, on which a type is `any`. */
  anys: number[]
}

const root = join(import.meta.dirname, '../..')
const NOT_OURS =
  /^(\.git|node_modules|\.next|\.data|dist|test-results|playwright-report|prisma\/generated|\.env|next-env\.d\.ts)(\/|$)|\.(png|ico|woff2|tsbuildinfo|gz)$/

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

/** Every file of code in a house, by its path. */
export function parse(house: House): Map<string, Parsed> {
  const parsed = new Map<string, Parsed>()
  for (const [path, text] of house) if (isCode(path)) parsed.set(path, parseFile(house, path, text))
  return parsed
}

function parseFile(house: House, path: string, text: string): Parsed {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line
  const imports = new Set<string>()
  const anys: number[] = []
  const bodies: { name: string; first: number; last: number }[] = []
  const code = new Set<number>()

  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier !== null) imports.add(resolved(house, path, specifier))
    if (node.kind === ts.SyntaxKind.AnyKeyword) anys.push(lineOf(node.getStart(file)) + 1)
    if (ts.isFunctionLike(node) && 'body' in node && node.body)
      bodies.push({ name: nameOf(node, file), first: lineOf(node.getStart(file)), last: lineOf(node.getEnd()) })
    const children = node.getChildren(file)
    // A comment of JSDoc is a child as well, and no code.
    for (const child of children) if (!ts.isJSDoc(child)) visit(child)
    if (children.length === 0 && node.getEnd() > node.getStart(file))
      for (let line = lineOf(node.getStart(file)); line <= lineOf(node.getEnd()); line += 1) code.add(line)
  }
  visit(file)

  const functions = bodies.map(({ name, first, last }) => ({
    name,
    lines: [...code].filter((line) => line >= first && line <= last).length,
  }))
  return { path, text, imports: [...imports], lines: code.size, functions, anys }
}

/** What an import, an export from elsewhere or a later `import()` names; null for every other node. */
function specifierOf(node: ts.Node): string | null {
  const named =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
        ? node.argument.literal
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined
  return named && ts.isStringLiteralLike(named) ? named.text : null
}

function resolved(house: House, path: string, specifier: string): string {
  const local = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.')
      ? posix.join(posix.dirname(path), specifier)
      : null
  if (local === null) return specifier
  const candidates = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx'].map((end) => `./${local}${end}`)
  return candidates.find((candidate) => house.has(candidate.slice(2))) ?? `./${local}`
}

function nameOf(node: ts.SignatureDeclaration, file: ts.SourceFile): string {
  const { parent } = node
  if (node.name) return node.name.getText(file)
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText(file) : 'a function'
}
