// Installs, generates and builds what is not up to date, and starts nothing: for images, and for machines where
// `node scripts/start.mjs --built` runs as a user who may not write here.
import './require-node.mjs'
import { build, generateClient, installPackages } from './setup.mjs'
import { conduct, leave } from './shutdown.mjs'

await conduct({ codeOnSignal: 130 }, async () => {
  await installPackages()
  await generateClient()
  await build()
  await leave(0)
})
