import type { Page } from '@playwright/test'
import type { Locale } from '../../lib/locale'

export const WORDS = {
  zh: {
    open: '记录对SF-06的评估',
    status: '状态',
    progress: '进度（%）',
    from: '自何日起属实',
    why: '中文',
    add: '添加后续进展',
    day: '日期或首日',
    publisher: '发布者',
    url: '链接',
    submit: '记录',
    recorded: '已记录：SF-06 · 推进中',
    underway: '推进中',
    initiated: '已启动',
    undo: '撤销',
    undone: '已撤销',
    moved: /王芳将SF-06由“已启动”改为“推进中”，.+起生效，依据\d+个来源/,
    movedBack: /王芳撤销SF-06的一次评估，由“推进中”恢复为“已启动”/,
    conflict: '其间已有他人改动',
    lost: '没有收到回应',
    needed: '此项必填',
    what: '双方就出口管制举行了第二次会议。',
    reason: '双方已举行两次会议，机制开始运作。',
  },
  en: {
    open: 'Record an assessment of SF-06',
    status: 'Status',
    progress: 'Progress, in %',
    from: 'True from',
    why: 'In English',
    add: 'Add a follow-up',
    day: 'Day, or first day',
    publisher: 'Publisher',
    url: 'Link',
    submit: 'Record',
    recorded: 'Recorded: SF-06 · Underway',
    underway: 'Underway',
    initiated: 'Initiated',
    undo: 'Undo',
    undone: 'Undone',
    moved: /王芳 moved SF-06 from Initiated to Underway, effective .+, on \d+ sources/,
    movedBack: /王芳 undid an assessment of SF-06, from Underway back to Initiated/,
    conflict: 'Somebody else has changed this meanwhile',
    lost: 'No answer came back',
    needed: 'This is needed',
    what: 'The two sides held a second meeting on export control.',
    reason: 'Two meetings were held; the mechanism has begun to work.',
  },
}

/** Chooses underway, 60 %, and says why. */
export async function fill(page: Page, locale: Locale, reason: string): Promise<void> {
  const words = WORDS[locale]
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.status, { exact: true }).selectOption('UNDERWAY')
  await dialog.getByLabel(words.progress).fill('60')
  await dialog
    .locator('[name^="rationale"]')
    .nth(locale === 'zh' ? 0 : 1)
    .fill(reason)
}
/** Where the table says the status of SF-06, which opens the form. */
export const statusIn = (page: Page) => page.locator('tr[data-ref="SF-06"] [data-assess]')
