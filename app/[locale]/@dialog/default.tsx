/** Most pages have no dialog over them. */
export default function NoDialog() {
  return null
}
