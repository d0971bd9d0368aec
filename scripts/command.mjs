import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'
import { root } from './settings.mjs'
import { beforeLeaving } from './shutdown.mjs'

/** Node options that make a program end with the script that started it, even if the script was killed. */
export const followParent = ['--import', path.join(root, 'scripts', 'follow-parent.mjs')]

/**
 * Starts a program in its own process group, so that Ctrl-C reaches only this script, which then stops things in order.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  // On Windows `detached` would open a console window.
  return spawn(command, args, { cwd: root, detached: process.platform !== 'win32', windowsHide: true, ...options })
}

/**
 * Signals a started program and everything in its process group.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid, signal)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}

/**
 * Asks a started program to end, and kills it after `patience` milliseconds.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} patience
 */
export async function end(child, patience) {
  child.kill('SIGTERM')
  await wait(child, patience)
}

/** @param {import('node:child_process').ChildProcess} child @param {number} patience */
async function wait(child, patience) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), patience)
  await ended
  clearTimeout(timer)
}

/**
 * Runs a program to its end and returns what it printed. Throws a Failure with `output` and `exitCode` when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ sentence: string, env?: NodeJS.ProcessEnv, cwd?: string, uid?: number, gid?: number, timeout?: number, shell?: boolean, letFinish?: boolean }} options
 *   `sentence` says what failed; `timeout` is in milliseconds; `letFinish` waits for it when the script is told to end
 * @returns {Promise<string>}
 */
export async function run(command, args, { sentence, timeout, letFinish, ...options }) {
  const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const forget = beforeLeaving(() => (letFinish ? wait(child, 4000) : end(child, 3000)))
  const timer = timeout && setTimeout(() => signalGroup(child, 'SIGKILL'), timeout)
  const chunks = /** @type {Buffer[]} */ ([])
  child.stdout?.on('data', (chunk) => chunks.push(chunk))
  child.stderr?.on('data', (chunk) => chunks.push(chunk))
  try {
    // On Windows 'exit', since a server that the program leaves behind may keep the pipes open.
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once(process.platform === 'win32' ? 'exit' : 'close', resolve)
    }).catch((error) => {
      throw new Failure(`${sentence} (${error.message})`)
    })
    const output = Buffer.concat(chunks).toString()
    if (code !== 0) throw Object.assign(new Failure(sentence), { output, exitCode: code })
    return output
  } finally {
    clearTimeout(timer)
    forget()
  }
}

/**
 * Runs a program that is written for Node; it ends when this script does.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} options
 */
export function runNode(args, options) {
  return run(process.execPath, [...followParent, ...args], options)
}

/** The main script of an installed package, like `bin('next', 'dist/bin/next')`. */
export function bin(/** @type {string} */ name, /** @type {string} */ script) {
  return path.join(root, 'node_modules', name, script)
}

/**
 * One of the ledger's own programs, as the build bundles it. Throws a Failure where there is no build.
 * @param {'run' | 'seed' | 'account' | 'verify'} name
 */
export function program(name) {
  const file = path.join('dist', `${name}.js`)
  if (existsSync(path.join(root, file))) return path.join(root, file)
  throw new Failure(`There is nothing built here (${file} is missing); run npm run build first.`)
}
