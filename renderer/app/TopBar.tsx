import { formatClock, formatClockMinutes, zoneName } from '../../shared/format/clock.ts';
import { countOf } from '../../shared/format/words.ts';
import {
  useCapability,
  useClockMs,
  useHeartbeat,
  useMoment,
  usePresentMode,
  usePresentSources,
  useSection,
} from '../state/hooks.ts';
import { Chip } from '../ui/Chip.tsx';
import { ContrastIcon, MoonIcon, SearchIcon, SunIcon } from '../ui/icons.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { setTheme, themeAfter, themeWords, useTheme } from '../ui/theme.ts';
import { Heartbeat } from './Heartbeat.tsx';
import { ModeChip } from './ModeChip.tsx';
import { hashOf, type Route } from './routes.ts';
import styles from './TopBar.module.css';

/** Title and quiet facts at the left; sources, heartbeat, clocks and the moment at the right. */
export function TopBar({ route, onPalette }: { route: Route; onPalette: () => void }) {
  const { demo } = useSection('catalogue');
  const { mode } = useMoment();
  return (
    <header className={styles['bar']} data-mode={mode}>
      <span className={styles['title']}>{titleOf(route)}</span>
      <Fact route={route} />
      <span className={styles['spring']} />
      {demo && <DemoChip />}
      <SourcesWord />
      <Clocks />
      <ModeChip />
      <button
        type="button"
        className={styles['theme']}
        aria-label="Go to anything by name"
        aria-haspopup="dialog"
        title="Go to anything by name (Ctrl or Cmd and K); ? lists all shortcuts"
        onClick={onPalette}
      >
        <SearchIcon size={18} />
      </button>
      <ThemeToggle />
    </header>
  );
}

/** Says that the fleet is invented; where one may change the sources, it is also the way to one's own. */
function DemoChip() {
  const mayEdit = useCapability('edit-config');
  if (!mayEdit)
    return (
      <Chip title="A fleet invented by Vigil. Name a source in vigil.yaml to see your own.">Demo data</Chip>
    );
  return (
    <a
      className={styles['demo']}
      href={hashOf({ name: 'first-run' })}
      aria-label="Demo data: connect your Prometheus"
    >
      Demo data<span className={styles['call']}>: connect your Prometheus</span>
    </a>
  );
}

function titleOf(route: Route): string {
  switch (route.name) {
    case 'overview':
      return 'Overview';
    case 'map':
      return 'Latency map';
    case 'alerts':
      return 'Alerts';
    case 'rules':
    case 'rule':
    case 'new-rule':
      return 'Rules';
    case 'services':
    case 'service':
      return 'Services';
    case 'sla':
      return 'SLA';
    case 'sources':
    case 'source':
    case 'edit-source':
    case 'new-source':
    case 'first-run':
      return 'Sources';
    case 'wall':
      return 'Wall';
  }
}

function Fact({ route }: { route: Route }) {
  const catalogue = useSection('catalogue');
  if (catalogue.services.length === 0) return null;
  const estate = `${countOf(catalogue.services.length, 'service')} in ${countOf(catalogue.regions.length, 'region')}`;
  const fact = route.name === 'overview' || route.name === 'services' ? estate : catalogue.name;
  return <span className={styles['fact']}>{fact}</span>;
}

/** Who answers now. It says nothing of the moment on screen: in the past, that Vigil goes on recording. */
function SourcesWord() {
  const { mode } = useMoment();
  const presentMode = usePresentMode();
  const sources = usePresentSources();
  const live = sources.filter((source) => source.state === 'live').length;
  if (sources.length === 0) return null;
  // Live sources in a cached picture: it is Vigil itself that nobody hears from.
  const silent = presentMode === 'cached' && live > 0;
  const worst = silent
    ? 'unreachable'
    : live === sources.length
      ? 'ok'
      : live === 0 && sources.every(isConnecting)
        ? 'no_data'
        : 'unreachable';
  const count = `${live} of ${countOf(sources.length, 'source')}`;
  const recording = presentMode === 'live' && live > 0 ? 'still recording' : 'nothing new';
  return (
    <a className={styles['sources']} href="#/sources">
      <StateMark state={worst} size={12} />
      {silent ? 'Vigil does not answer' : mode === 'past' ? `${recording}, ${count}` : `${count} live`}
    </a>
  );
}

function isConnecting(source: { readonly state: string }): boolean {
  return source.state === 'connecting';
}

function Clocks() {
  const nowMs = useClockMs();
  const bars = useHeartbeat();
  const { timeZones } = useSection('catalogue');
  const [first = 'UTC', second] = timeZones;
  if (nowMs === 0) return null;
  return (
    <span className={styles['clocks']}>
      <Heartbeat bars={bars} />
      <time className={styles['clock']}>{formatClock(nowMs, first)}</time>
      <span className={styles['zone']}>{zoneName(first)}</span>
      {second !== undefined && (
        <span className={`${styles['second']} tabular`}>
          {formatClockMinutes(nowMs, second)} {zoneName(second)}
        </span>
      )}
    </span>
  );
}

/** Goes round the themes. */
function ThemeToggle() {
  const next = themeAfter(useTheme());
  const words = `Switch to the ${themeWords[next]} theme`;
  return (
    <button
      type="button"
      className={styles['theme']}
      aria-label={words}
      title={words}
      onClick={() => setTheme(next)}
    >
      {themeIcons[next]}
    </button>
  );
}

const themeIcons = {
  dark: <MoonIcon size={18} />,
  light: <SunIcon size={18} />,
  contrast: <ContrastIcon size={18} />,
} as const;
