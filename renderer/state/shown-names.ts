import type { Client } from '../../shared/contract/client.ts';
import type { CommandName, CommandReply } from '../../shared/contract/commands.ts';
import type { Frame } from '../../shared/contract/frame.ts';
import { forgetOldest } from '../../shared/domain/forget-oldest.ts';
import { ok } from '../../shared/domain/result.ts';
import { isolatedText } from '../../shared/format/visible-text.ts';

/*
 * Names and texts of sources are made fit to be shown once, where they come in: views, canvases, titles, sentences and
 * exports all get the same harmless text, and none of them has to remember. What is asked of Vigil speaks of the names
 * as they really are.
 */

/** What was changed, so that it can be asked for by its real name; ordinary names are in no need of it. */
const rawByShown = new Map<string, string>();
/** Beyond this the oldest is forgotten: a question about it finds nothing. */
const MAX_CHANGED_NAMES = 20_000;

/**
 * Answers about what sources told. Those about the configuration hold text that is edited, and stay as it stands; those
 * of alertTexts have lines and addresses, which their view makes fit one by one.
 */
const shownReplies = new Set<CommandName>([
  'history',
  'transitions',
  'alertHistory',
  'searchAlerts',
  'alertTimeline',
  'annotations',
  'annotate',
  'baselines',
  'baselineBand',
]);

/** A frame with every name in it as it may be shown. */
export function shownFrame(frame: Frame): Frame {
  const sections = shownValue(frame.sections);
  const alertChanges = shownValue(frame.alertChanges);
  if (sections === frame.sections && alertChanges === frame.alertChanges) return frame;
  return alertChanges === undefined ? { ...frame, sections } : { ...frame, sections, alertChanges };
}

/** A value with every text in it as it may be shown; the same object where nothing had to be changed. */
export function shownValue<T>(value: T): T {
  return mapped(value, shownText) as T;
}

/** The way back, for requests: only whole texts that were changed before. */
function rawValue<T>(value: T): T {
  return (rawByShown.size === 0 ? value : mapped(value, (text) => rawByShown.get(text) ?? text)) as T;
}

/** A client whose answers are fit to be shown. */
export function showingClient(client: Client): Client {
  return {
    ...client,
    async request(name, payload) {
      const reply = await client.request(name, rawValue(payload));
      if (!reply.ok || !shownReplies.has(name)) return reply;
      return ok(shownValue<CommandReply<typeof name>>(reply.value));
    },
  };
}

function shownText(text: string): string {
  const shown = isolatedText(text);
  if (shown === text) return text;
  rawByShown.set(shown, text);
  forgetOldest(rawByShown, MAX_CHANGED_NAMES);
  return shown;
}

/** Copies only what changes on the way to a text that does. */
function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) {
    let copy: unknown[] | null = null;
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (typeof item === 'number') continue;
      const next = mapped(item, change);
      if (next === item) continue;
      copy ??= [...value];
      copy[i] = next;
    }
    return copy ?? value;
  }
  if (!isToChange(value, change)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]): [string, unknown] => [change(key), mapped(item, change)]),
  );
}

/** Whether anything in an object changes: hardly ever, and ten thousand alerts are asked each second without a copy. */
function isToChange(value: object, change: (text: string) => string): boolean {
  for (const key of Object.keys(value)) {
    const item: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (change(key) !== key || mapped(item, change) !== item) return true;
  }
  return false;
}
