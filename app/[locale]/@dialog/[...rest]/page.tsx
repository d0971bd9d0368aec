/** Going on to another page closes what was over the last one. */
export default function NoDialog() {
  return null
}
