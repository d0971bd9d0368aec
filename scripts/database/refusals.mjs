import { UNFIT } from '../../lib/db/session.mjs'
import { Failure } from '../failure.mjs'

/**
 * @typedef {{ role: string, database: string, message: string }} Told
 * @typedef {{ is: (error: { code: string, message: string }) => boolean, says: (told: Told) => string }} Refusal
 */

const code = (/** @type {RegExp} */ codes) => (/** @type {{ code: string }} */ error) => codes.test(error.code)
const words = (/** @type {RegExp} */ words) => (/** @type {{ message: string }} */ error) => words.test(error.message)

/** How PostgreSQL says that one of its limits has passed. */
const CUT_OFF = /due to ((?:statement|lock|transaction|idle-in-transaction|idle-session) timeout)$/

/** The setting behind such a message. @param {string} message */
const settingOf = (message) =>
  (CUT_OFF.exec(message)?.[1] ?? '').replace('idle-in-transaction', 'idle_in_transaction_session').replace(/[ -]/g, '_')

/** Why a connection cannot be made, and what to do; the first that fits is said, after the server's name. */
const REFUSALS = /** @type {Refusal[]} */ ([
  {
    is: code(/^28P01$/),
    says: ({ role }) =>
      `does not accept the password of the role ${role}; correct the user and the password in DATABASE_URL, where @ : / # ? % of a password are written %40 %3A %2F %23 %3F %25`,
  },
  {
    is: words(/no password supplied|password must be a string/),
    says: ({ role }) => `asks for a password of the role ${role}, and DATABASE_URL has none`,
  },
  {
    is: words(/valid client certificate|certificate authentication failed|alert (certificate required|unknown ca)/),
    says: ({ message }) =>
      `asks for a certificate of its client (${message}); name one that it knows, and its key, with sslcert and sslkey in DATABASE_URL`,
  },
  {
    is: words(/^role "|no such user/),
    says: ({ role, message }) =>
      `has no role ${role} that may log in (${message}); CREATE ROLE … LOGIN PASSWORD '…' makes one`,
  },
  {
    is: code(/^28000$/),
    says: ({ role, database, message }) =>
      `does not let the role ${role} into the database ${database} from here (${message}); add a line for it to pg_hba.conf, or sslmode=verify-full to DATABASE_URL where it takes encrypted connections only`,
  },
  {
    is: (error) => error.code === '3D000' || /no such database/.test(error.message),
    says: ({ role, database }) =>
      `has no database ${database}; make one: CREATE DATABASE … OWNER ${role} ENCODING 'UTF8' TEMPLATE template0`,
  },
  {
    is: words(/^permission denied to set /),
    says: ({ role, message }) =>
      `does not let the role ${role} set what options in DATABASE_URL say (${message}); take that out of them`,
  },
  {
    is: words(CUT_OFF),
    says: ({ role, database, message }) =>
      `cut off what a connection begins with (${message}), because ${settingOf(message)} is too short; raise it where it is set: in options in DATABASE_URL, by ALTER ROLE ${role} or ALTER DATABASE ${database}, or for the whole server`,
  },
  {
    is: code(/^42501$/),
    says: ({ role, database, message }) =>
      `does not let the role ${role} connect to the database ${database} (${message}); as its owner: GRANT CONNECT ON DATABASE … TO …`,
  },
  {
    is: code(/^53300$/),
    says: ({ message }) =>
      `has no connection left for the ledger (${message}); raise max_connections, or the CONNECTION LIMIT of the role or the database, or close other connections`,
  },
  {
    is: words(/unsupported startup parameter/),
    says: ({ message }) =>
      `is a pooler that does not pass on what DATABASE_URL sets (${message}); take options out of it, or name PostgreSQL itself`,
  },
  {
    is: code(/^(42704|22023|42601)$/),
    says: ({ message }) =>
      `does not take what options in DATABASE_URL set (${message}); correct them, or take them out`,
  },
  {
    is: words(/does not support SSL/),
    says: () =>
      'has no TLS; switch it on there (ssl = on), or write sslmode=disable in DATABASE_URL where nobody can listen in between',
  },
  {
    is: code(/ALTNAME_INVALID|HOSTNAME_MISMATCH/),
    says: ({ message }) =>
      `has a certificate for another name (${message}); use a name that is in it, or sslmode=verify-ca with sslrootcert, which does not ask for the name`,
  },
  {
    is: code(/CERT_(HAS_EXPIRED|NOT_YET_VALID)/),
    says: ({ message }) => `has a certificate that is not valid today (${message}); renew it, or set the clocks right`,
  },
  {
    is: code(/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_|INVALID_CA/),
    says: ({ message }) =>
      `has a certificate that this machine does not trust (${message}); name that of its authority, or itself where it is self-signed, with sslrootcert=/path/to/ca.pem in DATABASE_URL, or write sslmode=no-verify, which encrypts without asking who answers`,
  },
  {
    is: (error) => /^(ENOTFOUND|EAI_AGAIN)$/.test(error.code),
    says: ({ message }) =>
      `cannot be reached (${message}); correct the name in DATABASE_URL, where @ : / # ? % of a password are written %40 %3A %2F %23 %3F %25`,
  },
  {
    is: words(/Connection terminated|timeout expired|establishing an SSL connection|invalid response|message type/i),
    says: ({ message }) => `cannot be reached (${message}); perhaps something else than PostgreSQL answers there`,
  },
])

/**
 * What the operator is told of an error of a connection. The server's own words are in it, which never hold a password.
 * @param {unknown} error
 * @param {import('pg').Client} client
 */
export function refusalOf(error, client) {
  if (error instanceof Failure) return error
  // OpenSSL puts its source and several lines around what it calls the reason.
  const { code = '', message, reason = message } = /** @type {NodeJS.ErrnoException & { reason?: string }} */ (error)
  if (code === UNFIT) return new Failure(message)
  const told = { role: client.user ?? '', database: client.database ?? '', message: reason || code }
  const refusal = REFUSALS.find(({ is }) => is({ code, message }))
  const says = refusal ? refusal.says(told) : `cannot be reached (${told.message})`
  return Object.assign(new Failure(`The database at ${client.host}:${client.port} ${says}.`), { cause: error })
}

/**
 * Whether an error is PostgreSQL's own, or of a connection to it that was lost.
 * @param {unknown} error
 */
export function isOfDatabase(error) {
  const { message, code = '' } = /** @type {import('pg').DatabaseError} */ (error)
  const isLost = /^(Connection terminated|Client has encountered a connection error)/.test(message)
  return isLost || /^([0-9A-Z]{5}|ECONN\w+)$/.test(code)
}
