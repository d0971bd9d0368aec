const PARTS = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;|[\s\S]/g

/**
 * The statements of an SQL script, without the semicolons between them: those in quotes, bodies and comments are none.
 * @param {string} script
 * @returns {string[]}
 */
export function statementsOf(script) {
  const statements = ['']
  for (const [part] of script.matchAll(PARTS)) {
    if (part === ';') statements.push('')
    else if (!/^(--|\/\*)/.test(part)) statements[statements.length - 1] += part
  }
  return statements.map((statement) => statement.trim()).filter(Boolean)
}
