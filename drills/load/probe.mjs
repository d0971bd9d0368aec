// Preloaded into the web server by drills/load.mjs, and into nothing else that it starts: writes down twice a second what
// cannot be seen from outside.
import { renameSync, writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const file = process.env.ACCORD_LOAD_PROBE
if (file && /next$/.test(process.argv[1] ?? '') && process.argv[2] === 'start') {
  const { counts } = await import('../../scripts/capacity.mjs')
  // What is left then is held by somebody.
  process.on('SIGUSR2', () => {
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
  })
  setInterval(() => {
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
    const { accordRoom } = /** @type {{ accordRoom?: { streams: Map<unknown, string> } }} */ (globalThis)
    const seen = { rss, heapUsed, heapTotal, external, ...counts(), streams: accordRoom?.streams.size ?? 0 }
    writeFileSync(`${file}.part`, JSON.stringify(seen))
    renameSync(`${file}.part`, file)
  }, 500).unref()
}
