import { notFound } from 'next/navigation'

/** Catches every address under a language that no other page answers. */
export default function UnknownPage() {
  notFound()
}
