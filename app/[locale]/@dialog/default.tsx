/** Over most pages there is nothing. */
export default function NoDialog() {
  return null
}
