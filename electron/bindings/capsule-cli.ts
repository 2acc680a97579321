import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { isRecord } from '../../shared/domain/is-record.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import { startCapsule } from '../core/capsule/start-capsule.ts';
import type { CapsuleCliOptions } from '../core/config/capsule-cli.ts';
import type { ListenOptions } from '../core/config/cli.ts';
import { defaultPaths } from '../core/config/paths.ts';
import { exportFromFolder } from '../core/journal/capsule/export-folder.ts';
import { type VerifiedCapsule, verifyCapsule } from '../core/journal/capsule/verify-capsule.ts';
import { thrownWords } from '../core/thrown-words.ts';
import { CAPSULE_PATH } from './capsule-api.ts';
import { listen, tokenOf } from './listen.ts';
import type { ServeDeps } from './serve-cli.ts';

type ExportOptions = Extract<CapsuleCliOptions, { readonly action: 'capsule-export' }>;

/** Writes a capsule to a file that is not there yet. @returns whether it worked; facts or a sentence are printed */
export async function exportCapsule(deps: ServeDeps, options: ExportOptions): Promise<boolean> {
  if (existsSync(options.out)) {
    deps.printError(`${options.out} is there already: name another file, or remove it first.`);
    return false;
  }
  const { fromMs, toMs, out: path, of } = options;
  const nowMs = deps.clock.nowMs();
  const written =
    of.kind === 'running'
      ? await fetchCapsule(deps, options, of)
      : exportFromFolder(of.dataDir ?? defaultPaths(deps.surroundings).dataDir, {
          path,
          fromMs,
          toMs,
          nowMs,
          appVersion: deps.appVersion,
        });
  return tell(deps, path, written);
}

/** Says what a capsule holds. @returns whether it can be trusted */
export function tellCapsule(deps: ServeDeps, file: string): boolean {
  return tell(deps, file, verifyCapsule(file));
}

function tell(deps: ServeDeps, file: string, found: Result<VerifiedCapsule, string>): boolean {
  if (found.ok) deps.print(factsText(file, found.value));
  else deps.printError(found.error);
  return found.ok;
}

function factsText(file: string, { facts, bytes }: VerifiedCapsule): string {
  const time = (atMs: number): string => new Date(atMs).toISOString();
  return [
    `${file} is a whole capsule of Vigil.`,
    `  of       ${facts.name}${facts.demo ? ' (the demo fleet)' : ''}`,
    `  from     ${time(facts.fromMs)}`,
    `  to       ${time(facts.toMs)}`,
    `  written  ${time(facts.createdAtMs)} by Vigil ${facts.vigil}`,
    `  size     ${bytes} bytes`,
  ].join('\n');
}

/** Serves a capsule until asked to stop. @returns whether it could be opened and served */
export async function openCapsule(
  deps: ServeDeps,
  options: ListenOptions & { readonly file: string },
): Promise<boolean> {
  const found = await tokenOf(deps, options.tokenFile);
  if (found === null) return false;
  const { workerUrl, clock, log, appVersion } = deps;
  const opened = await startCapsule({
    path: options.file,
    workerUrl,
    clock,
    log,
    appVersion,
    capabilities: ['served'],
  });
  if (!opened.ok) {
    deps.printError(opened.error);
    return false;
  }
  deps.print(factsText(options.file, opened.value));
  return listen(deps, options, opened.value.vigil, found.token);
}

/** Fetches a capsule from a running Vigil, and keeps it only when it arrived whole. */
async function fetchCapsule(
  deps: Pick<ServeDeps, 'readTokenFile'>,
  { out, fromMs, toMs }: ExportOptions,
  { url, tokenFile }: Extract<ExportOptions['of'], { readonly kind: 'running' }>,
): Promise<Result<VerifiedCapsule, string>> {
  const address = new URL(`${url.replace(/\/$/, '')}${CAPSULE_PATH}?from=${fromMs}&to=${toMs}`);
  const part = `${out}.part`;
  try {
    const token = tokenFile === null ? null : (await deps.readTokenFile(tokenFile)).trim();
    const reply = await fetch(address, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
    if (!reply.ok || reply.body === null) return err(refusalOf(await reply.text(), reply.status));
    await pipeline(Readable.fromWeb(reply.body as ReadableStream), createWriteStream(part));
    const verified = verifyCapsule(part);
    if (verified.ok) await rename(part, out);
    return verified;
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? thrownWords(error.cause) : '';
    return err(`${url} gave no capsule: ${thrownWords(error)}${cause === '' ? '' : ` (${cause})`}.`);
  } finally {
    await rm(part, { force: true });
  }
}

/** The sentence of a refusal of the API. */
function refusalOf(text: string, status: number): string {
  try {
    const body: unknown = JSON.parse(text);
    const error = isRecord(body) && isRecord(body['error']) ? body['error']['message'] : null;
    if (typeof error === 'string') return error;
  } catch {
    // Some other server.
  }
  return `This is no Vigil that can write capsules: it answered ${status}.`;
}
