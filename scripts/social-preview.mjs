#!/usr/bin/env node
// Draws the picture that a shared link shows, one for each language, into public/: run it when the name, the tagline or
// the palette has changed. Nothing is fetched: words come from messages/, colours from app/globals.css.
//   npm run social-preview
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumFlags, obtainChineseFont, obtainChromium } from './chromium.mjs'

const root = path.join(import.meta.dirname, '..')
const read = (/** @type {string} */ file) => readFileSync(path.join(root, file), 'utf8')
const palette = read('app/globals.css').match(/:root \{[^}]+\}/)?.[0]
const icon = read('public/icon.svg')

const STATUSES = ['AGREED', 'NO_RECORD', 'INITIATED', 'UNDERWAY', 'FULFILLED', 'DECLARATORY']

/** @param {{ site: { name: string, tagline: string }, status: Record<string, { label: string }> }} messages */
const picture = ({ site, status }) => `<!doctype html><meta charset="utf-8"><style>
  ${palette}
  :root { color-scheme: light; }
  body { margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 90px 84px 72px; display: flex;
    flex-direction: column; background: var(--canvas); color: var(--ink);
    font-family: system-ui, "Noto Sans CJK SC", "PingFang SC", sans-serif; }
  svg { width: 104px; height: 104px; }
  h1 { margin: 44px 0 0; font: 600 92px/1.15 Georgia, "Noto Serif CJK SC", "Songti SC", serif; }
  p { margin: 20px 0 0; font-size: 40px; color: var(--ink-soft); }
  ul { margin: auto 0 0; padding: 0; display: flex; gap: 10px; list-style: none; font-size: 22px; color: var(--ink-soft); }
  li { flex: 1; }
  li::before { content: ""; display: block; height: 22px; margin-bottom: 12px; border-radius: 4px;
    background: var(--tone); }
</style>
${icon}<h1>${site.name}</h1><p>${site.tagline}</p>
<ul>${STATUSES.map((key) => `<li style="--tone: var(--status-${key})">${status[key]?.label}</li>`).join('')}</ul>`

await obtainChineseFont()
const browser = await chromium.launch({ executablePath: await obtainChromium(), args: chromiumFlags })
for (const locale of ['zh', 'en']) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 }, locale })
  await page.setContent(picture(JSON.parse(read(`messages/${locale}.json`))))
  const file = `public/social-preview-${locale}.png`
  await page.screenshot({ path: path.join(root, file) })
  console.log(file)
}
await browser.close()
