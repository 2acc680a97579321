import { hashOf, useRoute } from '../../app/routes.ts';
import { startText } from '../../source-setup/form-model.ts';
import { useSourcesFile } from '../../source-setup/use-sources-file.ts';
import { useSection } from '../../state/hooks.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SourceDraft } from './SourceDraft.tsx';
import styles from './SourceEditor.module.css';

/** Adds a source, or changes one: as a form and as text. */
export function SourceEditor() {
  const route = useRoute();
  const id = route.name === 'edit-source' ? route.id : null;
  const sources = useSection('sources');
  const { file, failure, reload } = useSourcesFile();
  if (file === null)
    return failure === null ? (
      <EmptyState title="The configuration is being read" />
    ) : (
      <EmptyState title="The configuration cannot be read">{failure.message}</EmptyState>
    );
  if (!file.editable)
    return (
      <EmptyState title="Sources cannot be changed from here">
        <p>{file.whyNot ?? 'This seat may only look.'}</p>
        <BackToSources />
      </EmptyState>
    );
  const written = file.sources.find((source) => source.id === id);
  if (id !== null && written === undefined)
    return (
      <EmptyState title={`There is no source ${id} in the file`}>
        <p>It was removed, or renamed.</p>
        <BackToSources />
      </EmptyState>
    );
  const takenIds = [...new Set([...file.sources, ...sources].map((source) => source.id))];
  return (
    <SourceDraft
      key={id ?? 'new'}
      replaces={id}
      initialText={written?.yaml ?? startText('prometheus', takenIds)}
      takenIds={takenIds}
      file={file}
      reload={reload}
    />
  );
}

function BackToSources() {
  return (
    <p className={styles['back']}>
      <ButtonLink href={hashOf({ name: 'sources' })}>All sources</ButtonLink>
    </p>
  );
}
