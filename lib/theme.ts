export const THEME_COOKIE = 'theme'
export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const isTheme = (text: string | undefined): text is Theme => THEMES.some((theme) => theme === text)
