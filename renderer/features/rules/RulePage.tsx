import { hashOf, useRoute } from '../../app/routes.ts';
import { useRulesFile } from '../../source-setup/use-sources-file.ts';
import { useSection } from '../../state/hooks.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { RuleDraft } from './RuleDraft.tsx';
import { newRuleText } from './rules-model.ts';

/** One rule as text: tried over history, and written into the file where this seat may. */
export function RulePage() {
  const route = useRoute();
  const id = route.name === 'rule' ? route.id : null;
  const { services } = useSection('catalogue');
  const { file, failure, reload } = useRulesFile();
  if (file === null)
    return failure === null ? (
      <EmptyState title="The rules are being read" />
    ) : (
      <EmptyState title="The rules cannot be read">{failure.message}</EmptyState>
    );
  const written = file.rules.find((rule) => rule.id === id);
  if (id !== null && written === undefined)
    return (
      <EmptyState title={`There is no rule ${id} in the file`}>
        <p>It was removed, or renamed. What it raised is in the history of the alerts.</p>
        <p>
          <ButtonLink href={hashOf({ name: 'rules' })}>All rules</ButtonLink>
        </p>
      </EmptyState>
    );
  return (
    <RuleDraft
      key={id ?? ''}
      replaces={id}
      initialText={
        written?.yaml ??
        newRuleText(
          file.rules.map((rule) => rule.id),
          services[0]?.id,
        )
      }
      file={file}
      reload={reload}
    />
  );
}
