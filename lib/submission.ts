import { canonicalJson } from '@/lib/canonical-json'
import { sha256 } from '@/lib/digest'

/** A form that was accepted: its key, who sent it for what, and what it was answered with. */
export type Submission = { key: string; actor: string; action: string; result: unknown }

/** What the changes that a form made say of it: nobody can guess its key from that. */
export const digestOfSubmission = ({ key, actor, action, result }: Submission): Promise<string> =>
  sha256(canonicalJson({ key, actor, action, result }))
