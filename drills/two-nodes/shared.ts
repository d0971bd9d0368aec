import { Failure } from '@/scripts/failure.mjs'
import { actionOfBuild, assessmentOf, callAction, signIn } from '../support/action-client'
import { SECRET } from '../support/ledgers'

/** Two nodes of one ledger. What each function below checks throws a Failure where it does not hold, else is told in a line. */
type Nodes = { first: string; second: string; connectionString: string }

/** A session is good on both nodes, and one that ends on one is over on the other. */
export async function shareSessions({ first, second, connectionString }: Nodes) {
  const { cookie } = await signIn({ connectionString, secret: SECRET, role: 'ADMIN', name: 'Admin' })
  for (const address of [first, second])
    if ((await statusOf(`${address}/en/people`, cookie)) !== 200) throw new Failure(`${address} knows no session.`)
  await callAction({ address: second, page: '/en', action: actionOfBuild('signOut'), fields: {}, cookie })
  const after = await statusOf(`${first}/en/people`, cookie)
  if (after !== 401) throw new Failure(`A session that ended on one node answers ${after} on the other.`)
  return 'sessions: good on both; ended on one, over on the other'
}

/** What is recorded on one node is told by the other. */
export async function shareSignal({ first, second, connectionString }: Nodes) {
  const { cookie } = await signIn({ connectionString, secret: SECRET, role: 'EDITOR', name: 'Editor' })
  const stream = await fetch(`${second}/api/events`)
  const reader = stream.body?.getReader()
  const heard = async () => {
    const deadline = Date.now() + 5_000
    for (let said = ''; Date.now() < deadline; ) {
      const { value } = (await reader?.read()) ?? {}
      said += new TextDecoder().decode(value)
      const last = /data: (\d+)\n\n$/.exec(said)?.[1]
      if (last) return Number(last)
    }
    throw new Failure('The stream of events told nothing for 5 s.')
  }
  const before = await heard()
  const { version } = (await (await fetch(`${first}/api/v1/commitments/SF-04`)).json()) as { version: number }
  const began = performance.now()
  const { answer } = await callAction({
    address: first,
    page: '/en/commitments/SF-04/assess',
    action: actionOfBuild('assess'),
    fields: assessmentOf('SF-04', version, 'Told across two nodes.'),
    cookie,
  })
  if (answer?.done !== true) throw new Failure(`The assessment was answered ${JSON.stringify(answer)}.`)
  const told = await heard()
  await reader?.cancel()
  if (told <= before) throw new Failure(`The other node told of change ${told}, and before of ${before}.`)
  return `live signal: recorded on one, told by the other in ${Math.round(performance.now() - began)} ms`
}

/** Attempts at one account count together. */
export async function shareLimits({ first, second }: Nodes) {
  const codes = []
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const { answer } = await callAction({
      address: attempt % 2 === 0 ? first : second,
      page: '/en/sign-in',
      action: actionOfBuild('signIn'),
      fields: { email: 'nobody@example.org', password: 'a wrong pass phrase', next: '' },
    })
    codes.push(answer?.code)
  }
  if (codes.slice(0, 5).includes('LIMITED') || codes[5] !== 'LIMITED')
    throw new Failure(`Six wrong passwords, in turn on both nodes, were answered ${codes.join(', ')}.`)
  return 'limits: five wrong passwords in turn on both nodes, the sixth is refused as too many'
}

async function statusOf(address: string, cookie: string): Promise<number> {
  const response = await fetch(address, { headers: { cookie } })
  await response.arrayBuffer()
  return response.status
}
