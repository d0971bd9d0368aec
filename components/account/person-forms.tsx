import { useTranslations } from 'next-intl'
import { useRoles } from '@/components/account/use-roles'
import { ActionForm } from '@/components/ui/action-form'
import { SelectField } from '@/components/ui/fields'
import { SubmitButton } from '@/components/ui/submit-button'
import { useDraft } from '@/components/ui/use-draft'
import type { PersonRow } from '@/lib/account'
import type { Action } from '@/lib/action'

export type PersonActions = {
  changeRole: Action<null>
  deactivate: Action<null>
  reactivate: Action<null>
  endSessions: Action<{ sessions: number }>
  makePasswordLink: Action<string>
}

/** The forms by which an administrator looks after a person. */
export function PersonForms({
  person: { id, name, role, version, deactivatedAt },
  actions,
  onDone,
  onLink,
}: {
  person: PersonRow
  actions: PersonActions
  /** Gets a sentence that says what was done. */
  onDone: (sentence: string) => void
  /** Gets a link by which the person sets a new password. */
  onLink: (link: string) => void
}) {
  const t = useTranslations('people')
  const roles = useRoles()
  const labelled = (what: string) => t('doFor', { what, name })
  return (
    <div className="mt-4 grid gap-x-8 gap-y-5 border-line border-t pt-4 sm:grid-cols-2">
      <ActionForm
        action={actions.changeRole}
        onDone={() => onDone(t('roleSaved'))}
        label={labelled(t('saveRole'))}
        // For this version of the person alone: what was chosen for another would undo what has been saved since.
        draft={useDraft(`role ${id} ${version}`)}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="version" value={version} />
        <SelectField key={version} label={t('role')} name="role" options={roles.options} defaultValue={role} />
        <div className="mt-3">
          <SubmitButton isPlain>{t('saveRole')}</SubmitButton>
        </div>
      </ActionForm>
      <div className="space-y-4">
        <ActionForm
          action={deactivatedAt ? actions.reactivate : actions.deactivate}
          onDone={() => onDone(t(deactivatedAt ? 'reactivatedNow' : 'deactivatedNow'))}
          label={labelled(t(deactivatedAt ? 'reactivate' : 'deactivate'))}
          draft={null}
        >
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="version" value={version} />
          <SubmitButton isPlain>{t(deactivatedAt ? 'reactivate' : 'deactivate')}</SubmitButton>
          {!deactivatedAt && <p className="mt-1 text-ink-soft text-sm">{t('deactivateNote')}</p>}
        </ActionForm>
        {!deactivatedAt && (
          <>
            <ActionForm
              action={actions.endSessions}
              onDone={({ sessions: count }) => onDone(t('sessionsEnded', { count }))}
              label={labelled(t('endSessions'))}
              draft={null}
            >
              <input type="hidden" name="id" value={id} />
              <SubmitButton isPlain>{t('endSessions')}</SubmitButton>
            </ActionForm>
            <ActionForm
              action={actions.makePasswordLink}
              onDone={onLink}
              label={labelled(t('passwordLink'))}
              draft={null}
            >
              <input type="hidden" name="id" value={id} />
              <SubmitButton isPlain>{t('passwordLink')}</SubmitButton>
            </ActionForm>
          </>
        )}
      </div>
    </div>
  )
}
