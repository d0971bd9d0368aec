// Imported first by the commands, so that it runs before any module that an older Node could not load.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Accord Ledger needs Node 20.19 or newer, and this is ${process.versions.node}; install one from https://nodejs.org.`,
  )
  process.exit(1)
}
