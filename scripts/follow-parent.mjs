// Preloaded into the programs that scripts start: a script that is killed cannot stop them, so they watch for its end.
// On Windows a process does not learn that its parent is gone; there they stay.
import { isMainThread } from 'node:worker_threads'

const parent = process.ppid
if (isMainThread) setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGKILL'), 250).unref()
