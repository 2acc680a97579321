import { err, type Result } from '../../../../shared/domain/result.ts';
import type { WorkerLine } from '../worker-line.ts';
import type { VerifiedCapsule } from './verify-capsule.ts';
import type { CapsuleOrder } from './write-capsule.ts';

/** Has the worker write a capsule, one step a question: what else it is asked is answered in between. */
export async function writeCapsule(
  line: Pick<WorkerLine, 'ask'>,
  order: CapsuleOrder,
  onShare: (share: number) => void,
): Promise<Result<VerifiedCapsule, string>> {
  const begun = await line.ask('beginCapsule', order);
  if (!begun.ok) return err(failed(begun.error.message));
  for (;;) {
    const step = await line.ask('stepCapsule', null);
    if (!step.ok) return err(failed(step.error.message));
    if (step.value.isDone) return step.value.result;
    onShare(step.value.share);
  }
}

function failed(reason: string): string {
  return `The capsule could not be written: ${reason}.`;
}
