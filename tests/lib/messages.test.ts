import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/error'
import { Effect, Relation, SourceTier } from '@/lib/follow-up'
import { LOCALES } from '@/lib/locale'
import type { Problem, ProblemReason } from '@/lib/parse-filter'
import { type ErrorKey, MESSAGES, sentenceOf } from '@/lib/sentence'
import { CONDITIONS, CONFIDENCES, STATUS_KEYS, TYPES } from '@/lib/status'

type Tree = { [key: string]: string | Tree }

/** Every sentence by its path. */
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  )
const sentences = (locale: 'zh' | 'en') => new Map(leaves(MESSAGES[locale] as Tree))
/** `{name}` and `{name, plural, …}`, but not the words of a plural's branch. */
const ARGUMENT = /(?<!(?:=\d+|zero|one|two|few|many|other) *)\{(\w+)[,}]/g
const argumentsOf = (sentence: string) => [...sentence.matchAll(ARGUMENT)].map((match) => match[1])

const root = join(import.meta.dirname, '../..')
const sources = ['lib', 'lib/db', 'app/api'].flatMap((folder) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(root, folder, entry.name), 'utf8')),
)
/** The keys that the code refuses with. */
const refused = new Set(
  sources.flatMap((source) =>
    [...source.matchAll(/(?:new AppError\(\s*'[A-Z_]+',\s*|\brefuse\()'(\w+)'/g)].map((match) => match[1] as string),
  ),
)

describe('the messages', () => {
  test('are the same in both languages, but for the words', () => {
    expect([...sentences('zh').keys()].sort()).toEqual([...sentences('en').keys()].sort())
    for (const [key, en] of sentences('en'))
      expect(new Set(argumentsOf(sentences('zh').get(key) ?? '')), key).toEqual(new Set(argumentsOf(en)))
  })

  test.each(LOCALES)('are never empty (%s)', (locale) => {
    for (const [key, sentence] of sentences(locale)) expect(sentence.trim(), key).not.toBe('')
  })

  test.each(LOCALES)('name and define every status, type, condition and confidence (%s)', (locale) => {
    const { status, type, condition, confidence } = MESSAGES[locale]
    const named: [Record<string, { label: string; definition: string }>, readonly string[]][] = [
      [status, STATUS_KEYS],
      [type, TYPES],
      [condition, CONDITIONS],
      [confidence, CONFIDENCES],
    ]
    for (const [messages, keys] of named)
      for (const key of keys) {
        expect(messages[key]?.label, key).toBeTruthy()
        expect(messages[key]?.definition, key).toBeTruthy()
      }
  })

  test.each(LOCALES)('name every tier, relation and effect (%s)', (locale) => {
    const { tier, relation, effect } = MESSAGES[locale]
    expect(Object.keys(tier).sort()).toEqual(Object.keys(SourceTier).sort())
    expect(Object.keys(relation).sort()).toEqual(Object.keys(Relation).sort())
    expect(Object.keys(effect).sort()).toEqual(Object.keys(Effect).sort())
  })
})

describe('a refusal', () => {
  test('has a sentence in both languages, whatever the code refuses', () => {
    expect(refused.size).toBeGreaterThan(15)
    for (const key of refused) for (const locale of LOCALES) expect(MESSAGES[locale].errors, key).toHaveProperty(key)
  })

  const REASONS: Record<ProblemReason, true> = {
    unknownParameter: true,
    repeated: true,
    empty: true,
    malformed: true,
    notAValue: true,
    inFuture: true,
    outOfRange: true,
    searchTooLong: true,
  }
  test.each(Object.keys(REASONS) as ProblemReason[])('of a parameter says what and why: %s', (reason) => {
    const problem: Problem = { field: 'sort', reason, value: 'colour', allowed: 'ref, type' }
    for (const locale of LOCALES) {
      expect(sentenceOf(problem, locale)).toContain('sort')
      expect(sentenceOf(problem, locale)).not.toContain('{')
    }
  })

  test('takes what was given literally, markup and braces included', () => {
    const key: ErrorKey = 'alreadyTaken'
    expect(sentenceOf(new AppError('CONFLICT', key, null, { value: "<b>{x}'s</b>" }), 'en')).toBe(
      "“<b>{x}'s</b>” is already used by another agreement in the ledger.",
    )
  })
})
