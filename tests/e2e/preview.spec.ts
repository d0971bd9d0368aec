import { EVERY_PAGE } from './pages'
import { expect, test } from './test'

const CHINESE = /\p{Script=Han}/u

test('every page has a title, a description and a picture in its language, for search engines and shared links', async ({
  request,
  baseURL,
}) => {
  for (const path of EVERY_PAGE) {
    const response = await request.get(path)
    const html = await response.text()
    const inChinese = path.startsWith('/zh')
    const title = html.match(/<title>([^<]+)<\/title>/)?.[1] ?? ''
    const meta = (name: string) =>
      html.match(new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`))?.[1] ?? ''
    expect(title, path).toMatch(inChinese ? /共识台账/ : /Accord Ledger/)
    expect(CHINESE.test(meta('description')), path).toBe(inChinese)
    expect(meta('og:title'), path).toBe(title)
    expect(meta('og:description'), path).toBe(meta('description'))
    expect(meta('og:image'), path).toBe(`${baseURL}/social-preview-${inChinese ? 'zh' : 'en'}.png`)
  }
})

for (const locale of ['zh', 'en'])
  test(`the picture of a shared link is there (${locale})`, async ({ page }) => {
    await page.goto(`/social-preview-${locale}.png`)
    const size = await page
      .locator('img')
      .evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])
    expect(size).toEqual([1200, 630])
  })
