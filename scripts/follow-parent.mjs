// Preloaded into the programs we start: a script that is killed outright cannot stop them, so they watch for its end.
// Windows does not tell a process that its parent is gone; there they stay.
import { isMainThread } from 'node:worker_threads'

const parent = process.ppid
if (isMainThread) setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGKILL'), 250).unref()
