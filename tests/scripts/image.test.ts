import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { imageOf } from '../../scripts/dockerfile.mjs'
import { root } from '../../scripts/settings.mjs'
import { requireBuild } from '../../scripts/setup.mjs'

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const image = () => imageOf(read('Dockerfile'))
/** What is not in the repository and made on the way. */
const MADE = ['node_modules', '.next']

test('a Dockerfile is read to its last line, and one that says more than is understood is refused', () => {
  const text = `# A comment
FROM node:24 AS build
RUN rm -rf cache
FROM node:24
ENV A=1 B=x=y
WORKDIR /house
COPY --from=build /house/one /house/two ./
COPY --from=build /house/three ./third
USER somebody
HEALTHCHECK --interval=1s \\
  CMD ["node", "well"]
CMD ["node", "run"]
`
  expect(imageOf(text)).toEqual({
    folder: '/house',
    left: ['cache'],
    environment: { A: '1', B: 'x=y' },
    copies: [
      { source: 'one', target: 'one' },
      { source: 'two', target: 'two' },
      { source: 'three', target: 'third' },
    ],
    user: 'somebody',
    health: ['node', 'well'],
    command: ['node', 'run'],
  })
  for (const line of ['ADD a b', 'COPY a b', 'COPY --from=other /house/a ./a'])
    expect(() => imageOf(`${text}${line}\n`), line).toThrow('not read here')
})

test('the image copies what exists, runs as somebody who is not root, and has a health check', () => {
  const { copies, user, health, command } = image()
  for (const { source } of copies)
    expect(MADE.includes(source) || existsSync(path.join(root, source)), source).toBe(true)
  expect(user).toBe('node')
  expect(existsSync(path.join(root, health[1] ?? ''))).toBe(true)
  expect(command).toEqual(['node', 'scripts/start.mjs', '--built'])
})

test('no secret is part of the image or has a default', () => {
  expect(read('Dockerfile')).not.toMatch(/SECRET|PASSWORD|DATABASE_URL|^ARG/m)
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.env.*', '.data*', '.git']))
  const given = [...read('compose.yaml').matchAll(/\$\{(\w*(?:SECRET|PASSWORD)\w*)(.)(.)/g)]
  expect(given.length).toBeGreaterThan(0)
  for (const [text, , ...then] of given) expect(then.join(''), text).toBe(':?')
})

test('a start that may not build says so where nothing is built', () => {
  const empty = mkdtempSync(path.join(tmpdir(), 'accord-unbuilt-'))
  expect(() => requireBuild(empty)).toThrow('There is nothing built here')
  rmSync(empty, { recursive: true })
})
