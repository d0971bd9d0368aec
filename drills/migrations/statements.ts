const PARTS = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;|[\s\S]/g

/** The statements of an SQL script; a semicolon in quotes, function bodies and comments ends none. */
export function statementsOf(script: string): string[] {
  const statements = ['']
  for (const [part] of script.matchAll(PARTS)) {
    if (part === ';') statements.push('')
    else if (!/^(--|\/\*)/.test(part)) statements[statements.length - 1] += part
  }
  return statements.map((statement) => statement.trim()).filter(Boolean)
}
