import fc from 'fast-check'

/** Texts that have broken something somewhere, by kind. */
const KNOWN = Object.values({
  characters: [
    '',
    ' ',
    '\0',
    'a\0b',
    '\u{1f468}\u200d\u{1f469}',
    '\ud800',
    '\u202eright to left',
    '\u0645\u0631\u062d\u0628\u0627',
    '\ufeff',
    '\r\n',
    '\u2028',
    '\x7f',
  ],
  long: ['x'.repeat(10_000), '9'.repeat(400), '共识'.repeat(3_000)],
  numbers: [
    '-1',
    '0',
    '1e309',
    'NaN',
    '2147483648',
    '9007199254740993',
    '99999999999999999999',
    '0x10',
    '١٢٣',
    '1.5',
    '+7',
    '1,2',
  ],
  days: ['0000-01-01', '2023-02-30', '2024-02-29', '9999-12-31', '10000-01-01', '-0001-01-01', '2023-11-15T00:00:00Z'],
  names: [
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    'null',
    'undefined',
    'true',
    '[object Object]',
    '{}',
    '[]',
  ],
  sql: [`' OR 1=1 --`, `"; DROP TABLE "Change"; --`, '$1', '%', '%%', '_', '\\', `%' ESCAPE '`],
  html: [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '{{7*7}}',
    'javascript:alert(1)',
    '//evil.example',
  ],
  paths: ['../../etc/passwd', '..', '.', '%00', '%2e%2e', 'http://[', 'https://user:pw@example.org'],
  ours: ['en', 'zh', 'SF-09'],
}).flat()

/** Any text: one of the known ones, or one that nobody thought of. */
export const anyText = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...KNOWN) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
)

/** A good value changed a little, which gets further than one that is refused at first sight. */
export const nearly = (valid: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(valid),
    fc.tuple(fc.nat(valid.length), anyText).map(([at, text]) => valid.slice(0, at) + text + valid.slice(at)),
    fc.nat(valid.length).map((at) => valid.slice(0, at) + valid.slice(at + 1)),
    fc.constantFrom(valid.repeat(2), valid.toLowerCase(), valid.toUpperCase(), ` ${valid} `, `${valid},${valid}`),
  )
