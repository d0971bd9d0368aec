/**
 * What the last stage of a Dockerfile makes: the files it copies out of the build stage, and how they are run.
 * @typedef {{ folder: string, copies: { source: string, target: string }[], left: string[],
 *   environment: Record<string, string>, user: string, health: string[], command: string[] }} Image
 *   `source` and `left`, what the build throws away, from the root of the build; `target` from that of the image
 */

/**
 * Reads a Dockerfile as this project writes them: JSON for commands, and every file of the last stage from the stage
 * `build`. Throws at what it does not understand, so that no line is passed over.
 * @param {string} text
 * @returns {Image}
 */
export function imageOf(text) {
  const stages = /** @type {[string, string][][]} */ ([])
  for (const line of instructionsOf(text)) {
    if (line[0] === 'FROM') stages.push([])
    else if (stages.length === 0) throw new Error(`${line[0]} stands before the first FROM`)
    stages.at(-1)?.push(line)
  }
  const image = /** @type {Image} */ ({ folder: '/', copies: [], left: [], environment: {}, user: 'root' })
  for (const [name, rest] of stages.slice(0, -1).flat())
    if (name === 'RUN' && rest.startsWith('rm -rf ')) image.left.push(...rest.split(' ').slice(2))
  for (const [name, rest] of stages.at(-1) ?? []) {
    const read = readers[name]
    if (read) read(image, rest)
    else refuseUnless(false, name)
  }
  return image
}

/** @type {Record<string, (image: Image, rest: string) => void>} */
const readers = {
  FROM() {},
  RUN() {},
  VOLUME() {},
  EXPOSE() {},
  ENV(image, rest) {
    for (const pair of rest.split(' ')) {
      const [name = '', ...value] = pair.split('=')
      image.environment[name] = value.join('=')
    }
  },
  WORKDIR(image, rest) {
    image.folder = rest
  },
  COPY(image, rest) {
    const [from, ...places] = rest.split(' ')
    refuseUnless(from === '--from=build', `COPY ${rest}`)
    const target = places.pop() ?? ''
    for (const source of places) {
      const name = relativeTo(image.folder, source)
      const isFolder = target.endsWith('/')
      image.copies.push({
        source: name,
        target: isFolder ? relativeTo('.', `${target}${name}`) : relativeTo('.', target),
      })
    }
  },
  USER(image, rest) {
    image.user = rest
  },
  HEALTHCHECK(image, rest) {
    image.health = JSON.parse(rest.slice(rest.indexOf('CMD ') + 4))
  },
  CMD(image, rest) {
    image.command = JSON.parse(rest)
  },
}

/** @param {string} text @returns {[string, string][]} */
function instructionsOf(text) {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => [line.split(' ')[0] ?? '', line.split(' ').slice(1).join(' ')])
}

/** @param {string} folder @param {string} place */
function relativeTo(folder, place) {
  refuseUnless(place.startsWith(`${folder}/`), place)
  return place.slice(folder.length + 1)
}

/** @param {boolean} isUnderstood @param {string} what */
function refuseUnless(isUnderstood, what) {
  if (!isUnderstood) throw new Error(`The Dockerfile says something that is not read here: ${what}`)
}
