import { type Asked, partOf } from './ask'

/** Up to the limits of the web server (server/doors.ts, server/form-body.ts), and of what each address reads. */
const ADDRESS = 16_000
const HEADERS = 30_000
const PARAMETERS = 100
const FIELDS = 1_000
const BODY = 1_000_000

const times = (count: number, make: (n: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, n) => make(n)).join(between)
const filled = (length: number, text: string): string => text.repeat(Math.ceil(length / text.length)).slice(0, length)

/** Every address that answers by itself, one of each kind. */
export const ADDRESSES = `
  / /en /en/commitments /en/commitments/SF-09 /en/domains /en/domains/dialogue /en/source
  /en/source/wang-yi-briefing-2023-11-15 /en/method /en/changes /en/sign-in /en/account /en/nowhere /en/commitments.csv
  /api/v1/commitments /api/v1/commitments/SF-09 /api/v1/summary /api/nowhere /icon.svg`
  .trim()
  .split(/\s+/)

/** What is hung onto an address. */
export const QUERIES: Record<string, string> = {
  'a hundred unknown parameters': times(PARAMETERS, (n) => `${filled(100, 'x')}${n}=${n}`, '&'),
  'a hundred that are appended elsewhere': times(PARAMETERS, (n) => `utm_${n}=${filled(100, 'x')}`, '&'),
  'one parameter a hundred times': times(PARAMETERS, () => 'status=AGREED', '&'),
  'a parameter of 16 KB': `x=${filled(ADDRESS, 'x')}`,
  'a name of 16 KB': `${filled(ADDRESS, 'x')}=1`,
  'a search of 200 signs': `q=${filled(200, '%25_%5C').slice(0, 600)}`,
  'a search of 16 KB': `q=${filled(ADDRESS, '%E5%86%9B')}`,
  'a sort by a thousand keys': `sort=${times(1_000, (n) => `ref${n}`, ',')}`,
  'a sort by one key a thousand times': `sort=${times(1_000, () => '-progress', ',')}`,
  'a sort by every key':
    'sort=-progress,confidence,titleZh,titleEn,-assessedOn,followUps,status,condition,type,domain,ref',
  'five thousand domains': `domain=${times(5_000, () => 'xy', ',')}`,
  'seventeen hundred times a domain': `domain=${times(1_700, () => 'dialogue', ',')}`,
  'two thousand times a status': `status=${times(2_300, () => 'AGREED', ',')}`,
  'a page without end': 'page=999999999999999&pageSize=500',
  'a number of 16 KB': `page=${filled(ADDRESS, '9')}`,
  'a day that is none': `asOf=${filled(ADDRESS, '2024-')}`,
  'a first day': 'asOf=0001-01-01',
  'changes by nobody': `actor=${filled(100, 'user:')}&item=${filled(64, 'x')}&from=0001-01-01&to=2026-01-01&before=2147483647`,
  'kinds of changes': `kind=${filled(ADDRESS, 'assessments,')}`,
  'a way on after signing in': `next=${filled(ADDRESS, '%2Fen%2F')}`,
  'sixteen thousand percent signs': `q=${filled(ADDRESS, '%')}`,
  'brackets in brackets': `x=${filled(ADDRESS, '[')}`,
}

/** What a segment of a path is typed as. */
export const SEGMENTS: Record<string, string> = {
  'sixteen thousand brackets before a letter': `${filled(ADDRESS, '(')}a`,
  'five thousand Chinese full stops before a letter': `${filled(ADDRESS - 100, '%E3%80%82')}a`,
  'sixteen thousand dots': `x${filled(ADDRESS, '.')}x`,
  'five thousand slashes': filled(5_000, 'a/'),
  'two hundred slashes in a row': filled(200, '/'),
}

export const HEADINGS: Record<string, Record<string, string>> = {
  'thousands of cookies': { Cookie: times(4_000, (n) => `a${n}=1`, '; ').slice(0, HEADERS) },
  'one cookie of 30 KB': { Cookie: `x=${filled(HEADERS, 'x')}` },
  'a layout of 30 KB': { Cookie: `table=${filled(HEADERS, 'hidden=a.&')}` },
  'a session of 30 KB': { Cookie: `accord.session_token=${filled(HEADERS, 'x.')}` },
  'a session that is none': { Cookie: `accord.session_token=${'x'.repeat(32)}.${'y'.repeat(44)}` },
  'thousands of languages': { 'Accept-Language': times(5_000, (n) => `a${n % 99};q=0.5`, ',').slice(0, HEADERS) },
  'hundreds of headers': Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x-${n}`, '1'])),
  'thousands of tags': { 'If-None-Match': times(5_000, (n) => `"${n}"`, ', ').slice(0, HEADERS) },
  'thousands of ranges': { Range: `bytes=${times(5_000, () => '0-', ',')}`.slice(0, HEADERS) },
  'thousands of proxies': { 'X-Forwarded-For': times(5_000, () => '::1', ', ').slice(0, HEADERS) },
  'a page in pages': {
    RSC: '1',
    'Next-Router-State-Tree': encodeURIComponent(`${'["",{"a":'.repeat(28)}["",{}]${'}]'.repeat(28)}`),
  },
  'a page of 30 KB': { RSC: '1', 'Next-Router-State-Tree': filled(HEADERS, '[') },
  'where one came from': { RSC: '1', 'Next-Url': `/${filled(HEADERS, 'a/')}` },
}

type Field = [string, string]
const fields = (make: (n: number) => Field) => Array.from({ length: FIELDS }, (_, n) => make(n))

/** What is sent to an action in place of its form. */
export const FORMS: Record<string, Field[]> = {
  'a thousand fields': fields((n) => [`field${n}`, 'x']),
  'a thousand names of a kilobyte': fields((n) => [`${filled(900, 'x')}${n}`, '']),
  'a thousand values of a name': fields(() => ['list[]', 'x']),
  'a thousand times the same name': fields(() => ['email', 'x']),
  'names in names': fields((n) => [`a.b${n}.c.d.e`, 'x']),
  'lists in lists': fields((n) => [`a.${n % 10}.${n}.0.0`, 'x']),
  'fields of React': fields((n) => [`$ACTION_REF_${n}`, 'x']),
  'a text of a megabyte': [['email', filled(BODY, 'x@')]],
  'a password of a megabyte': [
    ['email', 'a@example.org'],
    ['password', filled(BODY, 'x')],
  ],
  'a megabyte of line ends': [['email', filled(BODY, '\r\n')]],
  'a megabyte of spaces before a letter': [['email', `${filled(BODY, ' ')}x`]],
}

const CALL = partOf('0', '["$K1"]')
const FILE = 'Content-Type: text/plain\r\n'

/** What is sent to an action and is no form that a page would send, by its parts or by the call alone. */
const GARBLED: Record<string, string> = {
  'nine hundred fields of 120 headers': times(900, (n) => partOf(`_1_f${n}`, '', '', 'X-A: b\r\n'.repeat(120))) + CALL,
  'a field of 140,000 headers': partOf('_1_email', 'x', '', 'a: b\r\n'.repeat(140_000)) + CALL,
  'a header of 900 KB': partOf('_1_email', 'x', '', `X-A: ${filled(900_000, 'b')}\r\n`) + CALL,
  'nine hundred files with long names':
    times(900, (n) => partOf(`_1_f${n}`, 'x', `; filename="${filled(800, 'y')}"`, FILE)) + CALL,
  'a file with a name of 900 KB': partOf('_1_f', 'x', `; filename="${filled(900_000, 'y%22')}"`, FILE) + CALL,
  'a name of 900 KB': partOf(`_1_${filled(900_000, 'x')}`, '') + CALL,
  'a call that is a file': partOf('0', '["$K1"]', '; filename="x"', FILE),
  'a chain of parts': times(60, (n) => partOf(`${n + 1}`, `["$${n + 2}"]`)) + partOf('0', '["$1"]'),
  'a way into a prototype': partOf('1', '"$1:__proto__:then"') + partOf('0', '["$1:__proto__:constructor"]'),
  'a megabyte before it': `${filled(990_000, 'z\r\n')}\r\n${CALL}`,
  'a megabyte behind it': `${CALL}--b--\r\n${filled(990_000, 'z\r\n')}\r\n`,
  ...Object.fromEntries(
    ['["$B1"]', '["$O1"]', '["$Sx"]', '["$9"]', '5', 'null', '"$NaN"', '{"then":"$1"}', '', `["$n${filled(900, '9')}"]`]
      .concat(filled(400, '['), JSON.stringify(Array(190).fill('$K1')))
      .map((call) => [
        `a call with ${call.slice(0, 20)}`,
        times(900, (n) => partOf(`_1_f${n}`, 'x')) + partOf('0', call),
      ]),
  ),
}

/** The bodies and types of what is sent to an action in place of any form. */
export const BODIES: Record<string, Pick<Asked, 'body' | 'type'>> = {
  ...Object.fromEntries(Object.entries(GARBLED).map(([what, parts]) => [what, { body: `${parts}--b--\r\n` }])),
  ...Object.fromEntries(
    ['b; x-boundary=zzz', 'b; boundary=zzz', 'b; foo="a boundary=zzz"', '"b"; x=1', '"\\b"'].map((boundary) => [
      `a boundary of ${boundary} and seventeen thousand fields`,
      {
        type: `multipart/form-data; boundary=${boundary}`,
        body: `${times(17_000, (n) => partOf(`_1_${n}`, '')).slice(0, BODY)}`,
      },
    ]),
  ),
}

/** What is beyond the limits, and refused before anything reads it. */
export const BEYOND: Record<string, Asked> = {
  'twenty thousand parameters': { path: `/en/commitments?${times(20_000, (n) => `a${n}`, '&').slice(0, 79_000)}` },
  'a search of 100 KB': { path: `/en/commitments?q=${filled(100_000, 'x')}` },
  'a search of 100 KB of the API': { path: `/api/v1/commitments?q=${filled(100_000, 'x')}` },
  'a cookie of 100 KB': { path: '/en', headers: { Cookie: filled(100_000, 'x=1; ') } },
  'seventeen thousand fields': {
    path: '/en/sign-in',
    action: 'signIn',
    fields: Array.from({ length: 17_000 }, (_, n) => [`f${n}`, '']),
  },
}
