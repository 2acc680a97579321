import type { Failure } from '../../shared/domain/failure.ts';
import { countOf } from '../../shared/format/words.ts';
import { StateMark } from '../ui/StateMark.tsx';
import { Told } from '../ui/Told.tsx';
import styles from './FileNote.module.css';
import type { SourcesFile } from './use-sources-file.ts';

/** What both readings of the file, its sources and its rules, say of it. */
type WrittenFile = Pick<SourcesFile, 'path' | 'editable' | 'whyNot' | 'errors'>;

/** Which file it is, and whether this seat may change it. */
export function FileNote({ file, failure }: { file: WrittenFile | null; failure: Failure | null }) {
  if (file === null)
    return <p className={styles['note']}>{failure === null ? 'Being read.' : failure.message}</p>;
  return (
    <div className={styles['note']}>
      {file.path !== null && (
        <p>
          <bdi className="mono">{file.path}</bdi>
        </p>
      )}
      <p>
        {file.editable
          ? 'What is changed here is written there, with comments and order kept. Edits in the file take effect by themselves.'
          : (file.whyNot ?? 'Nothing can be changed from here.')}
      </p>
      {failure !== null && <p>{failure.message}</p>}
    </div>
  );
}

/** The file as it stands is wrong: says where, and that the last good one runs. Nothing when it is in order. */
export function FileFaults({ file }: { file: WrittenFile }) {
  if (file.errors.length === 0) return null;
  return (
    <section className={styles['faults']} aria-label="Faults in the file">
      <h2>
        <StateMark state="degraded" size={14} />
        <span>
          {file.path === null ? (
            'The configuration file'
          ) : (
            <Told text={file.path} className={styles['path']} />
          )}{' '}
          cannot be used as it stands. Vigil goes on with the last good one.
        </span>
      </h2>
      <p>{countOf(file.errors.length, 'place')} to look at:</p>
      <ul>
        {file.errors.map((error) => (
          <li key={`${error.line}:${error.column}:${error.message}`}>
            <span className="tabular">
              line {error.line}, column {error.column}
            </span>
            <span>
              {error.path !== '' && <bdi className="mono">{error.path}: </bdi>}
              <Told text={error.message} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
