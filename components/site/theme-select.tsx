'use client'

import { useTranslations } from 'next-intl'
import { keepTaste } from '@/lib/taste'
import { isTheme, THEME_COOKIE, THEMES, type Theme } from '@/lib/theme'

/** Light, dark, or the system's choice. */
export function ThemeSelect({ theme }: { theme: Theme }) {
  const t = useTranslations('site')

  function choose(value: string) {
    if (!isTheme(value)) return
    keepTaste(THEME_COOKIE, value)
    document.documentElement.dataset.theme = value
  }

  return (
    <select
      aria-label={t('theme')}
      defaultValue={theme}
      onChange={(event) => choose(event.target.value)}
      className="field py-1 text-sm"
    >
      {THEMES.map((one) => (
        <option key={one} value={one}>
          {t(`themes.${one}`)}
        </option>
      ))}
    </select>
  )
}
