// @size-limit/file comes without types: it is what size-limit takes as its plugins.
declare module '@size-limit/file' {
  import type sizeLimit from 'size-limit'

  const plugins: Parameters<typeof sizeLimit>[0]
  export default plugins
}
