/** A share of 100 as a bar with its figure beside it. */
export function ProgressBar({ percent, color, text }: { percent: number; color: string; text: string }) {
  return (
    <span className="flex items-center gap-2">
      <span
        aria-hidden
        className="h-2 w-16 shrink-0 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset"
      >
        <span className="block h-full" style={{ width: `${percent}%`, background: color }} />
      </span>
      <span className="tabular-nums">{text}</span>
    </span>
  )
}
