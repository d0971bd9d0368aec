import { useTranslations } from 'next-intl'
import { CONFIDENCES, type Confidence } from '@/lib/status'

/** How good the evidence is: filled bars with the word beside them. */
export function ConfidenceMark({ confidence }: { confidence: Confidence | null }) {
  const t = useTranslations('confidence')
  const filled = confidence ? CONFIDENCES.length - CONFIDENCES.indexOf(confidence) : 0
  return (
    <span
      className="inline-flex items-center gap-1.5 whitespace-nowrap"
      title={t(`${confidence ?? 'NONE'}.definition`)}
    >
      <span aria-hidden className="inline-flex items-end gap-0.5">
        {[1, 2, 3].map((bar) => (
          <span
            key={bar}
            className={`w-1 rounded-sm ${bar <= filled ? 'bg-ink' : 'bg-line'}`}
            style={{ height: `${4 + bar * 3}px` }}
          />
        ))}
      </span>
      <span className={confidence ? '' : 'text-ink-soft'}>{t(`${confidence ?? 'NONE'}.label`)}</span>
    </span>
  )
}
