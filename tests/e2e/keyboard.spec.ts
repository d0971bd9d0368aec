import { FULL } from '../support/full'
import { enter, tabTo } from './by-keyboard'
import { expect, test } from './test'

test('the whole reading side is walked by keyboard alone (zh)', async ({ page }) => {
  await page.goto('/zh')

  await test.step('overview: past the header, to shares, to a count', async () => {
    await enter(page, page.getByRole('link', { name: '跳到正文' }))
    await expect(page.getByRole('main')).toBeFocused()
    await enter(page, page.getByRole('link', { name: '占比' }))
    await page.waitForURL('**/zh?measure=share')
    await enter(page, page.getByRole('link', { name: '合计: 29' }))
    await page.waitForURL('**/zh/commitments')
  })

  await test.step('table: search, filter, remove a filter', async () => {
    await tabTo(page, page.getByRole('searchbox'))
    await page.keyboard.type('机制')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/commitments?q=**')
    await enter(page, page.locator('summary', { hasText: '状态' }))
    await enter(page, page.locator('[data-panel]').getByRole('link', { name: '已落实' }))
    await page.waitForURL('**status=FULFILLED**')
    await expect(page.getByRole('status')).toContainText('个条目中的')
    await page.keyboard.press('Escape')
    await expect(page.locator('details[open]')).toHaveCount(0)
    await expect(page.locator('summary', { hasText: '状态' })).toBeFocused()
    await enter(page, page.getByRole('link', { name: /去除筛选：状态/ }))
    await page.waitForURL((url) => !url.searchParams.has('status'))
  })

  await test.step('table: another day, columns, the menu of a heading, two sort keys', async () => {
    await page.goto('/zh/commitments')
    await tabTo(page, page.locator('input[name=asOf][type=date]'))
    await page.keyboard.type('12312025')
    await enter(page, page.getByRole('button', { name: '查看' }))
    await page.waitForURL('**asOf=2025-12-31**')
    await enter(page, page.getByRole('button', { name: '列', exact: true }))
    await tabTo(page, page.getByRole('checkbox', { name: '可信度' }))
    await page.keyboard.press('Space')
    await expect(page.getByRole('columnheader', { name: '可信度' })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: /^列/ })).toBeFocused()
    await enter(page, page.getByRole('button', { name: '“状态”列选项' }))
    await enter(page, page.locator(':popover-open').getByRole('link', { name: '按此列分组' }))
    await page.waitForURL('**groupBy=status**')
    await enter(page, page.getByRole('button', { name: '进度', exact: true }))
    await page.waitForURL('**sort=progress**')
    await tabTo(page, page.getByRole('button', { name: '最近进展', exact: true }))
    await page.keyboard.press('Shift+Enter')
    await page.waitForURL('**sort=progress,lastFollowUpOn**')
    await tabTo(page, page.getByRole('link', { name: /CSV/ }))
  })

  await test.step('item: from the table, to its neighbour and its words in the source', async () => {
    await enter(page, page.locator('tr[data-ref=SF-09]').getByRole('link'))
    await page.waitForURL('**/commitments/SF-09?**')
    await enter(page, page.getByRole('link', { name: /^下一项/ }))
    await page.waitForURL((url) => !url.pathname.endsWith('SF-09') && url.searchParams.get('groupBy') === 'status')
    await enter(page, page.getByRole('link', { name: /^上一项/ }))
    await page.waitForURL('**/commitments/SF-09?**')
    await enter(page, page.locator('summary', { hasText: '以表格查看' }))
    await expect(page.locator('details[open] table')).toBeVisible()
    await enter(page, page.locator('summary', { hasText: '引用' }))
    await expect(page.getByText('GB/T 7714')).toBeVisible()
    await enter(page, page.getByRole('link', { name: '在原文中查看' }), 'Shift+Tab')
    await page.waitForURL('**/source/**#SF-09')
  })

  await test.step('source: from mark to mark, through the legend, back to an item', async () => {
    const marks = page.locator('.source-map a:not([tabindex="-1"])')
    const refs = await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute('data-refs')))
    expect(refs.length).toBeGreaterThan(29)
    await tabTo(page, marks)
    for (const ref of refs.slice(1, FULL ? 40 : 8)) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-refs'))).toBe(ref)
    }
    await enter(page, page.getByRole('navigation', { name: '状态' }).getByRole('link', { name: /已落实/ }), 'Shift+Tab')
    await page.waitForURL('**status=FULFILLED**')
    await expect(page.getByRole('status')).toContainText('中的12个')
    await enter(page, marks)
    await page.waitForURL('**/zh/commitments/SF-**')
  })

  await test.step('domains: one of them, its numbers and its neighbour', async () => {
    await enter(page, page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '领域' }), 'Shift+Tab')
    await page.waitForURL('**/zh/domains')
    await enter(page, page.getByRole('link', { name: '人文交流', exact: true }))
    await page.waitForURL('**/domains/people')
    await enter(page, page.locator('main a[rel=next]'))
    await page.waitForURL('**/domains/global-governance')
  })

  await test.step('method, theme and language', async () => {
    await enter(page, page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '方法' }), 'Shift+Tab')
    await page.waitForURL('**/zh/method')
    await page.getByRole('heading', { level: 1, name: '方法' }).waitFor()
    await tabTo(page, page.getByRole('combobox'), 'Shift+Tab')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await enter(page, page.getByRole('link', { name: /English/ }))
    await page.waitForURL('**/en/method')
  })
})
