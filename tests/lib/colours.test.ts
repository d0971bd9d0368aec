import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { STATUS_KEYS } from '@/lib/status'

/** The computed check of docs/design.md: statuses stay apart for every eye and printer, and figures on them readable. */
const css = readFileSync(join(import.meta.dirname, '../../app/globals.css'), 'utf8')

type Colour = [number, number, number]

/** The linear RGB of a token in a theme. */
function token(name: string, theme: 'light' | 'dark'): Colour {
  const [, light, dark] = css.match(new RegExp(`${name}: (?:light-dark\\()?(#\\w{6})(?:, (#\\w{6})\\))?;`)) ?? []
  const hex = (theme === 'dark' ? (dark ?? light) : light) ?? ''
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as Colour
}

const GREY = [0.2126, 0.7152, 0.0722]

/** Full dichromacy, Machado, Oliveira and Fernandes (2009), on linear RGB; and print without colour. */
const EYES = {
  'full colour': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  greyscale: [GREY, GREY, GREY],
}

const through = (matrix: number[][], colour: Colour): Colour =>
  matrix.map((row) => {
    const value = row.reduce((sum, part, index) => sum + part * (colour[index] ?? 0), 0)
    return Math.min(1, Math.max(0, value))
  }) as Colour

/** Oklab (Ottosson 2020), in which distances are about as large as they look. */
function oklab([r, g, b]: Colour): Colour {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const luminance = ([r, g, b]: Colour) => 0.2126 * r + 0.7152 * g + 0.0722 * b

const contrast = (a: Colour, b: Colour) => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const pairs = STATUS_KEYS.flatMap((a, index) => STATUS_KEYS.slice(index + 1).map((b) => [a, b] as const))

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each(Object.entries(EYES))('any two statuses are apart in %s', (_, matrix) => {
    for (const [a, b] of pairs) {
      const [one, other] = [a, b].map((key) => oklab(through(matrix, token(`--status-${key}`, theme)))) as [
        Colour,
        Colour,
      ]
      const distance = Math.hypot(...one.map((part, index) => part - (other[index] ?? 0)))
      expect(distance, `${a} and ${b}`).toBeGreaterThan(0.07)
    }
  })

  test.each(STATUS_KEYS)('a figure on %s is readable', (key) => {
    expect(contrast(token(`--status-${key}`, theme), token(`--on-status-${key}`, theme))).toBeGreaterThan(4.5)
  })
})
