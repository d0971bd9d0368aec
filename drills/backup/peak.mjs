// Preloaded into a program: says at its end how much memory it held at most, as Linux counted it.
import { readFileSync } from 'node:fs'

process.on('exit', () => {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  process.stderr.write(`peak ${kilobytes} kB\n`)
})
