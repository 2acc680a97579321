import { z } from 'zod';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { safeLink } from '../policy/safe-link.ts';
import {
  impacts,
  MAX_PAGE_ITEMS,
  MAX_TEXT_CHARS,
  MAX_TITLE_CHARS,
  type PageComponent,
  type PageIncident,
  type PageMaintenance,
  type PageReport,
} from './page-report.ts';
import { pageTimeMs } from './page-time.ts';
import { plainText } from './plain-text.ts';

/** Statuspage's words for a component, as places in `statusLevels`. https://metastatuspage.com/api */
const componentLevels: ReadonlyMap<string, number> = new Map([
  ['operational', 0],
  ['under_maintenance', 0],
  ['degraded_performance', 1],
  ['partial_outage', 2],
  ['major_outage', 3],
]);

/** And its words for the page as a whole. */
const indicatorLevels: ReadonlyMap<string, number> = new Map([
  ['none', 0],
  ['maintenance', 0],
  ['minor', 1],
  ['major', 2],
  ['critical', 3],
]);

const list = z.array(z.unknown()).nullish();
const text = z.string().nullish();
const time = z.string().transform((value, context) => {
  const atMs = pageTimeMs(value);
  if (atMs !== null) return atMs;
  context.addIssue({ code: 'custom', message: 'expected a date such as 2026-11-22T10:00:00Z' });
  return z.NEVER;
});
const optionalTime = z.union([time, z.null()]).optional();

const summarySchema = z.object({
  page: z.object({ name: text }),
  status: z.object({ indicator: z.string() }).nullish(),
  components: list,
  incidents: list,
  scheduled_maintenances: list,
});
const componentSchema = z.object({
  id: z.string().max(200),
  name: z.string().min(1).max(1_000),
  status: z.string(),
});
const updateSchema = z.object({ body: text });
const named = z.object({ name: z.string().max(1_000) });
const eventFields = {
  id: z.string().min(1).max(200),
  name: z.string(),
  shortlink: text,
  resolved_at: optionalTime,
  incident_updates: list,
  components: list,
};
const incidentSchema = z.object({
  ...eventFields,
  status: z.enum(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem']),
  impact: z.enum(impacts).catch('none'),
  started_at: optionalTime,
  created_at: time,
});
const maintenanceSchema = z.object({
  ...eventFields,
  status: z.enum(['scheduled', 'in_progress', 'verifying', 'completed']),
  scheduled_for: time,
  scheduled_until: optionalTime,
});

/**
 * Reads the summary of a Statuspage (v2 `summary.json`), or of anything that imitates it; never throws.
 * Items that cannot be believed are left out and counted. Error: the reason in words, to stand behind the host.
 */
export function decodeSummary(body: string): Result<PageReport, string> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return err('answered with JSON that is cut off or damaged');
  }
  const parsed = summarySchema.safeParse(value);
  if (!parsed.success || (parsed.data.status ?? parsed.data.components ?? null) === null)
    return err(
      'answered JSON that is not a status summary (no "page" with a "status" or "components"); the address usually ends in /api/v2/summary.json',
    );
  const { page, status } = parsed.data;
  const refused = refusals();
  const components = items(parsed.data.components, 'component', componentSchema, refused).flatMap(
    ({ id, name, status: word }): PageComponent[] => {
      const level = componentLevels.get(word);
      if (level === undefined) {
        refused.add(`component ${name}: the status "${word.slice(0, 40)}" is not known`);
        return [];
      }
      return [{ id, name, level, isUnderMaintenance: word === 'under_maintenance' }];
    },
  );
  const indicator = status?.indicator;
  const said = indicator === undefined ? undefined : indicatorLevels.get(indicator);
  if (indicator !== undefined && said === undefined)
    refused.add(`status.indicator: "${indicator.slice(0, 40)}" is not known`);
  return ok({
    kind: 'summary',
    name: plainText(page.name ?? '', MAX_TITLE_CHARS) || null,
    level: wholeLevel(said, components),
    isUnderMaintenance:
      indicator === 'maintenance' || components.some((component) => component.isUnderMaintenance),
    components,
    incidents: items(parsed.data.incidents, 'incident', incidentSchema, refused).map(toIncident),
    maintenances: items(parsed.data.scheduled_maintenances, 'maintenance', maintenanceSchema, refused).map(
      toMaintenance,
    ),
    rejectedCount: refused.count,
    lastRejection: refused.last,
    notes: [],
  });
}

/** The page's own word, but never green while one of its own components is not. */
function wholeLevel(said: number | undefined, components: readonly PageComponent[]): number | null {
  const worst = components.reduce((level, component) => Math.max(level, component.level), 0);
  if (said !== undefined) return Math.max(said, Math.min(1, worst));
  return components.length === 0 ? null : worst;
}

interface Refusals {
  count: number;
  last: string | null;
  add(sentence: string): void;
}

function refusals(): Refusals {
  return {
    count: 0,
    last: null,
    add(sentence) {
      this.count += 1;
      this.last = sentence;
    },
  };
}

function items<Schema extends z.ZodType>(
  listed: readonly unknown[] | null | undefined,
  what: string,
  schema: Schema,
  refused: Refusals,
): z.infer<Schema>[] {
  const found: z.infer<Schema>[] = [];
  for (const item of (listed ?? []).slice(0, MAX_PAGE_ITEMS)) {
    const parsed = schema.safeParse(item);
    if (parsed.success) found.push(parsed.data);
    else {
      const issue = parsed.error.issues[0];
      refused.add(`${what}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is invalid'}`);
    }
  }
  if ((listed?.length ?? 0) > MAX_PAGE_ITEMS) refused.add(`more than ${MAX_PAGE_ITEMS} of ${what}`);
  return found;
}

type Event = Pick<
  z.infer<typeof incidentSchema>,
  'id' | 'name' | 'shortlink' | 'incident_updates' | 'components'
>;

/** Statuspage lists the newest update first. */
function eventParts({ id, name, shortlink, incident_updates: updates, components }: Event) {
  const latest = updateSchema.safeParse(updates?.[0]);
  return {
    id,
    title: plainText(name, MAX_TITLE_CHARS) || 'untitled',
    text: plainText((latest.success ? latest.data.body : null) ?? '', MAX_TEXT_CHARS),
    url: safeLink(shortlink),
    components: (components ?? []).slice(0, MAX_PAGE_ITEMS).flatMap((component) => {
      const parsed = named.safeParse(component);
      return parsed.success ? [parsed.data.name] : [];
    }),
  };
}

function toIncident(incident: z.infer<typeof incidentSchema>): PageIncident {
  const isOver = incident.status === 'resolved' || incident.status === 'postmortem';
  const startsAtMs = incident.started_at ?? incident.created_at;
  return {
    ...eventParts(incident),
    impact: incident.impact,
    startsAtMs,
    endsAtMs: isOver ? Math.max(startsAtMs, incident.resolved_at ?? startsAtMs) : null,
  };
}

function toMaintenance(maintenance: z.infer<typeof maintenanceSchema>): PageMaintenance {
  const { status, scheduled_for: startsAtMs, scheduled_until: untilMs, resolved_at: overMs } = maintenance;
  const endsAtMs = (status === 'completed' ? overMs : null) ?? untilMs ?? null;
  return {
    ...eventParts(maintenance),
    startsAtMs,
    endsAtMs: endsAtMs === null ? null : Math.max(startsAtMs, endsAtMs),
    isRunning: status === 'in_progress' || status === 'verifying',
  };
}
