import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { bin, run, runNode } from './command.mjs'
import { Failure } from './failure.mjs'

/** The headless shell first: it draws the same pages with a fifth less of the processor. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
]

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((base) => base !== undefined)
    .map((base) => path.join(base, 'Google', 'Chrome', 'Application', 'chrome.exe')),
]

/** Has Chromium work in a container, and ask nothing of the network by itself. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium obeys the last of two such lists, so this repeats what Playwright turns off.
  `--disable-features=${[
    // The address bar of every window is two more pages, which take a quarter of the time of a small test.
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
    'WebUIOmniboxFullPopup',
    'AimEnabled',
    'LensOverlay',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'PreconnectToSearch',
    'HttpsUpgrades',
    'HttpsFirstBalancedModeAutoEnable',
    'PaintHolding',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'ThirdPartyStoragePartitioning',
  ].join(',')}`,
]

/**
 * The path of a Chromium that runs: the one CHROMIUM_PATH names, else one of this machine, else Playwright's, else
 * a freshly installed one. Throws a Failure that says what to install.
 */
export async function obtainChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (runs(named)) return named
    throw new Failure(`CHROMIUM_PATH is "${named}", but must be the path of a Chromium that runs on this machine.`)
  }
  const found = (await findChromium()) ?? (await downloadChromium()) ?? (await installChromium())
  if (found) return found
  throw new Failure('The browser tests need Chromium: install chromium or Google Chrome, or set CHROMIUM_PATH to one.')
}

/** Installs a Chinese font where the machine has none; where that is not allowed, warns. */
export async function obtainChineseFont() {
  const list = () => spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout
  if (process.platform !== 'linux' || list()) return
  await installPackage('fonts-noto-cjk')
  if (!list())
    console.log('Warning: this machine has no Chinese font, so that Chinese is shown as boxes in the browser tests.')
}

async function findChromium() {
  const { chromium } = await import('@playwright/test')
  const directories = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)
  const onPath = names.flatMap((name) => directories.map((directory) => path.join(directory, name)))
  return [...onPath, ...usualPlaces, chromium.executablePath()].find(runs) ?? null
}

async function downloadChromium() {
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' }
  const sentence = 'Playwright could not download Chromium.'
  try {
    await runNode([bin('@playwright/test', 'cli.js'), 'install', 'chromium'], { env, sentence, timeout: 240_000 })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
  return findChromium()
}

async function installChromium() {
  await installPackage('chromium-headless-shell')
  return findChromium()
}

/** Only where that is allowed. @param {string} name of a Debian package */
async function installPackage(name) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 }
  const sentence = `apt-get could not install ${name}; install it by hand.`
  // Old package lists may be good enough, so only the installation has to succeed.
  await run('apt-get', ['update'], { ...options, sentence }).catch(() => {})
  await run('apt-get', ['install', '--yes', '--no-install-recommends', name], { ...options, sentence })
}

/** Whether it starts. Being there is not enough: on some systems chromium only says how to install one. */
function runs(/** @type {string} */ file) {
  if (!existsSync(file)) return false
  // On Windows --version opens a window.
  return process.platform === 'win32' || spawnSync(file, ['--version'], { timeout: 30_000 }).status === 0
}
