// Runs a drill by its name, with its own options:
//   npm run drill -- kill --rounds 50
import '@/scripts/require-node.mjs'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => path.basename(file, '.ts'))
const [name = ''] = process.argv.splice(2, 1)

if (names.includes(name)) await import(pathToFileURL(path.join(import.meta.dirname, `${name}.ts`)).href)
else {
  console.error(`${name ? `There is no drill named ${name}` : 'Name a drill'}: npm run drill -- <${names.join('|')}>`)
  process.exitCode = 1
}
