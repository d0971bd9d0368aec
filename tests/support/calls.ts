import { posix } from 'node:path'
import ts from 'typescript'
import type { House } from './house'

/** What stands at the top of a file: a function or a constant, and everything that it names. */
type Declared = { isExported: boolean; parameters: readonly string[] | null; names: Set<string>; calls: Set<string> }

/** An exported function: its file, its name, and the types of its parameters as written. */
export type Exported = { path: string; name: string; parameters: readonly string[] }

/** The source of a folder, read as a graph of which function names which. */
export function readCalls(house: House, folder: string) {
  const files = [...house.keys()].filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.ts'))
  const graph = new Map<string, Declared>()
  for (const path of files)
    for (const [name, declared] of declaredIn(house, path)) graph.set(`${path} ${name}`, declared)

  const reached = (from: string): string[] => {
    const seen = new Set([from])
    for (const key of seen) for (const named of graph.get(key)?.names ?? []) seen.add(named)
    return [...seen]
  }

  /** The exported functions of which `is` is true of something that they are or reach. */
  return (is: (key: string, calls: ReadonlySet<string>) => boolean): Exported[] =>
    [...graph].flatMap(([key, { isExported, parameters }]) => {
      const [path = '', name = ''] = key.split(' ')
      const reaches = () => reached(key).some((other) => is(other, graph.get(other)?.calls ?? new Set()))
      return isExported && parameters && reaches() ? [{ path, name, parameters }] : []
    })
}

function declaredIn(house: House, path: string): Map<string, Declared> {
  const file = ts.createSourceFile(path, house.get(path) ?? '', ts.ScriptTarget.Latest, true)
  /** What a name of this file means: a key of the graph. */
  const meaning = new Map<string, string>()
  const own: [string, ts.FunctionDeclaration | ts.VariableDeclaration, boolean][] = []
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      const from = fileOf(house, path, (statement.moduleSpecifier as ts.StringLiteral).text)
      const bindings = statement.importClause?.namedBindings
      if (bindings && ts.isNamedImports(bindings))
        for (const { name, propertyName } of bindings.elements)
          meaning.set(name.text, `${from} ${(propertyName ?? name).text}`)
    }
    const isExported = ts.canHaveModifiers(statement) && !!ts.getModifiers(statement)?.some(isExport)
    if (ts.isFunctionDeclaration(statement) && statement.name) own.push([statement.name.text, statement, isExported])
    if (ts.isVariableStatement(statement))
      for (const declaration of statement.declarationList.declarations)
        own.push([declaration.name.getText(), declaration, isExported])
  }
  for (const [name] of own) meaning.set(name, `${path} ${name}`)
  return new Map(own.map(([name, node, isExported]) => [name, { isExported, ...readDeclaration(node, meaning) }]))
}

const isExport = ({ kind }: ts.Node) => kind === ts.SyntaxKind.ExportKeyword

function readDeclaration(node: ts.FunctionDeclaration | ts.VariableDeclaration, meaning: Map<string, string>) {
  const made = ts.isFunctionDeclaration(node) ? node : node.initializer
  const isFunction = made && (ts.isFunctionDeclaration(made) || ts.isArrowFunction(made))
  const names = new Set<string>()
  const calls = new Set<string>()
  const visit = (part: ts.Node) => {
    const named = ts.isIdentifier(part) ? meaning.get(part.text) : undefined
    if (named) names.add(named)
    if (ts.isPropertyAccessExpression(part)) calls.add(part.name.text)
    ts.forEachChild(part, visit)
  }
  visit(node)
  return { parameters: isFunction ? made.parameters.map(({ type }) => type?.getText() ?? '') : null, names, calls }
}

function fileOf(house: House, path: string, specifier: string): string {
  const local = specifier.startsWith('@/') ? specifier.slice(2) : posix.join(posix.dirname(path), specifier)
  return house.has(`${local}.ts`) ? `${local}.ts` : specifier
}

/** The names of actions, such as `person.renamed`, that the code gives to the record or to write(). */
export function actionNamesIn(house: House): string[] {
  const names = new Set<string>()
  for (const [path, text] of house) {
    if (!/^(lib\/db|app)\//.test(path) || !/\b(write(People)?|recordChanges)\(|: Undoing</.test(text)) continue
    const visit = (node: ts.Node) => {
      if (ts.isStringLiteral(node) && /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/.test(node.text)) names.add(node.text)
      ts.forEachChild(node, visit)
    }
    visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  }
  return [...names].sort()
}
