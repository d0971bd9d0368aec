/** The browser and the system that a User-Agent names; null where it names neither. Brands that pose as others come first. */
export function deviceOf(agent: string | null): { browser: string | null; system: string | null } | null {
  const find = (known: readonly (readonly [RegExp, string])[]) => known.find(([sign]) => sign.test(agent ?? ''))?.[1]
  const browser = find(BROWSERS) ?? null
  const system = find(SYSTEMS) ?? null
  return browser || system ? { browser, system } : null
}

const BROWSERS = [
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bQQBrowser\//, 'QQ Browser'],
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const

const SYSTEMS = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
] as const
