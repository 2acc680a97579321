/*
 * Vigil's real interface over a hub in memory that serves the story of the design pictures.
 * ?theme=light or contrast · ?cached · ?empty · ?full (200 × 30) · ?one (1 × 1) · ?quiet (no alerts, nothing wrong) · ?demo · ?storm (10,000 alerts)
 * · ?sources (60 sources) · ?fixed (nothing may be changed) · ?badfile (a bad edit) · ?silenttrial · ?none (no source at all)
 * · ?hands (people in it: acknowledged, silenced, flapping, a storm folded into one) · ?kept (silenced, inhibited and monitoring alerts) · ?onlykept (nothing else)
 * · ?arrives (an alert begins when the page is told `alert-arrives`) · ?handover (alerts in hand and flapping, silences)
 * · ?hostile (200 nasty labels everywhere)
 * · ?depends (trouble folds under another service) · ?calm (nothing wrong) · ?blind (a source is silent) · ?long (long names) · ?network (60 regions, 600 routes)
 */
import { createRoot } from 'react-dom/client';
import { App } from '../../renderer/app/App.tsx';
import { createMemoryClient } from '../../renderer/client/memory-client.ts';
import { createVigil } from '../../renderer/state/provider.tsx';
import '../../renderer/ui/tokens.css';
import '../../renderer/ui/fonts.css';
import '../../renderer/ui/base.css';
import { setTheme, startTheme } from '../../renderer/ui/theme.ts';
import { type Frame, noCellRows } from '../../shared/contract/frame.ts';
import { emptySections } from '../../shared/contract/picture.ts';
import { estateFrame } from '../builders/estate.ts';
import { frameBaselineAnswers } from '../builders/frame-baselines.ts';
import { FrameBuilder } from '../builders/frame-builder.ts';
import { arrivingAlert, handoverAlerts, handoverSilences } from '../builders/handover-story.ts';
import { hostileAnswers, hostileFrame } from '../builders/hostile-estate.ts';
import { keptAlerts, onlyKeptAlerts } from '../builders/kept-alerts.ts';
import { manyAlerts } from '../builders/many-alerts.ts';
import { createMemoryDesk, silentTrial } from '../builders/memory-desk.ts';
import { createMemoryHub } from '../builders/memory-hub.ts';
import { seeded } from '../builders/seeded.ts';
import { CACHED_AT_MS, cachedMoment, dependentStoryFrame, STORY_MS, storyFrame } from '../builders/story.ts';
import { storyAlerts } from '../builders/story-alerts.ts';
import { createStoryAnswers } from '../builders/story-answers.ts';
import { manySources, storyConfigText, storyDesk } from '../builders/story-desk.ts';
import { handledSections } from '../builders/story-hands.ts';
import { connectingSources, storySourceStatuses } from '../builders/story-sources.ts';
import { blindFrame, calmFrame, longNamesFrame, networkFrame } from '../builders/wall-trials.ts';

const TICK_MS = 1_000;
/** Rows that a tick of the harness changes. */
const CHANGES_PER_TICK = 40;

const query = new URLSearchParams(location.search);
const full = frameFor(query);
const desk = createMemoryDesk(query.has('none') ? '' : storyConfigText, {
  ...storyDesk,
  editable: !query.has('fixed'),
  ...(query.has('silenttrial') ? { trial: silentTrial } : {}),
  errors: query.has('badfile')
    ? [
        {
          line: 12,
          column: 9,
          path: 'sources[3].every',
          message: "expected a duration such as 5s, 2m, 1h or 30d, found '5 sec'",
        },
      ]
    : [],
});
const hub = createMemoryHub(
  full,
  {
    ...(query.has('empty') ? { timeline: nothingRecorded } : createStoryAnswers()),
    ...frameBaselineAnswers(full),
    ...(query.has('hostile') ? hostileAnswers : {}),
    ...desk.answers,
  },
  query.has('fixed') ? [] : ['edit-config', 'annotate', 'acknowledge'],
);
const random = seeded(1);
let arrives = false;
if (query.has('arrives'))
  addEventListener('alert-arrives', () => {
    arrives = true;
  });
let batches = full.batches;
let atMs = full.atMs;
if (!query.has('still'))
  setInterval(() => {
    atMs += TICK_MS;
    const received = query.has('cached') || query.has('empty') ? 0 : 1 + Math.floor(random() * 6);
    batches += received;
    const sections = arrives ? { alerts: [...storyAlerts, arrivingAlert(atMs)] } : {};
    arrives = false;
    hub.push({ atMs, batches, sections, series: changes(received > 0), cells: noCellRows });
  }, TICK_MS);

startTheme();
if (query.get('theme') === 'light') setTheme('light');
if (query.get('theme') === 'dark') setTheme('dark');
if (query.get('theme') === 'contrast') setTheme('contrast');
const root = document.getElementById('root');
if (root === null) throw new Error('The harness page has no root.');
createRoot(root).render(<App vigil={createVigil(createMemoryClient(hub))} />);

function nothingRecorded(request: { fromMs: number; toMs: number; bins: number }) {
  return {
    fromMs: request.fromMs,
    toMs: request.toMs,
    worst: Array.from({ length: request.bins }, () => null),
    changes: Array.from({ length: request.bins }, () => 0),
    alerts: Array.from({ length: request.bins }, () => 0),
    gaps: [],
    oldestMs: null,
  };
}

function frameFor(query: URLSearchParams): Frame {
  if (query.has('cached'))
    return storyFrame(
      {
        moment: cachedMoment,
        sources: storySourceStatuses.map((source) => ({
          ...source,
          state: 'unreachable',
          lastError: 'The network cannot be reached.',
          lastErrorAtMs: CACHED_AT_MS - 4_000,
          nextAttemptAtMs: CACHED_AT_MS + 8_000,
        })),
      },
      CACHED_AT_MS,
    );
  if (query.has('empty'))
    return new FrameBuilder().build(STORY_MS, { ...emptySections, sources: connectingSources });
  if (query.has('none')) return new FrameBuilder().build(STORY_MS, emptySections);
  if (query.has('sources')) return storyFrame({ sources: manySources() });
  if (query.has('full')) return estateFrame(200, 30);
  if (query.has('one')) return estateFrame(1, 1);
  if (query.has('hands')) return storyFrame(handledSections);
  if (query.has('kept')) return storyFrame({ alerts: keptAlerts });
  if (query.has('handover')) return storyFrame({ alerts: handoverAlerts, silences: handoverSilences });
  if (query.has('onlykept')) return storyFrame({ alerts: onlyKeptAlerts });
  if (query.has('storm')) return storyFrame({ alerts: manyAlerts(10_000) });
  if (query.has('quiet')) {
    const quiet = estateFrame(24, 14);
    const heartbeats = keptAlerts.filter(({ kind }) => kind === 'heartbeat');
    return {
      ...quiet,
      sections: { ...quiet.sections, alerts: heartbeats, silences: handledSections.silences ?? [] },
    };
  }
  if (query.has('depends')) return dependentStoryFrame();
  if (query.has('calm')) return calmFrame();
  if (query.has('blind')) return blindFrame();
  if (query.has('long')) return longNamesFrame();
  if (query.has('hostile')) return hostileFrame();
  if (query.has('network')) return networkFrame(60, 600);
  const story = storyFrame();
  const { catalogue } = story.sections;
  if (!query.has('demo') || catalogue === undefined) return story;
  return { ...story, sections: { ...story.sections, catalogue: { ...catalogue, demo: true } } };
}

/** Healthy values breathe a little; abnormal ones stay, so that the page can be compared with its picture. */
function changes(received: boolean): Frame['series'] {
  const cells = new Set(
    [...full.cells.keySeries.entries()].filter(([row]) => full.cells.state[row] === 0).map(([, s]) => s),
  );
  const fresh = full.series.rows.filter((row) => full.series.sampledAtMs[row]! > full.atMs - 5_000);
  const rows = received ? fresh : new Uint32Array(0);
  const moving = new Set(
    Array.from({ length: CHANGES_PER_TICK }, () => Math.floor(random() * full.series.rows.length)),
  );
  return {
    rows,
    value: Float64Array.from(rows, (row) => {
      const value = full.series.value[row]!;
      return query.has('network') || (moving.has(row) && cells.has(row))
        ? value * (0.97 + random() * 0.06)
        : value;
    }),
    sampledAtMs: Float64Array.from(rows, () => atMs - 800),
    receivedAtMs: Float64Array.from(rows, () => atMs - 460),
    standing: new Uint8Array(rows.length),
  };
}
