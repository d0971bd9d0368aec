import { useForm } from '@/components/ui/form-context'
import { useKept } from '@/components/ui/use-draft'

/**
 * Rows of fields that can be added and removed, kept with the draft of the form around. Each row keeps its number, so that
 * removing one leaves alone what was typed into the others.
 *
 * @param name what the names of the fields begin with
 * @param least how many there are at first
 */
export function useRows(name: string, least: number) {
  const { draft } = useForm()
  const [numbers, setNumbers] = useKept<readonly number[]>(draft, name, () => [...Array(least).keys()])
  return {
    numbers,
    add: () => setNumbers([...numbers, Math.max(-1, ...numbers) + 1]),
    remove: (number: number) => setNumbers(numbers.filter((one) => one !== number)),
  }
}
