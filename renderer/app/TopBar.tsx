import { formatClock, formatClockMinutes, zoneName } from '../../shared/format/clock.ts';
import { formatAge } from '../../shared/format/duration.ts';
import { countOf } from '../../shared/format/words.ts';
import {
  useAskedSources,
  useCapability,
  useHeartbeat,
  useLink,
  useMoment,
  useNowMs,
  useSection,
} from '../state/hooks.ts';
import { Chip } from '../ui/Chip.tsx';
import { MoonIcon, SunIcon } from '../ui/icons.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { setTheme, useTheme } from '../ui/theme.ts';
import { Heartbeat } from './Heartbeat.tsx';
import { hashOf, type Route } from './routes.ts';
import styles from './TopBar.module.css';

/** Title and quiet facts at the left; sources, heartbeat, clocks and the moment at the right. */
export function TopBar({ route }: { route: Route }) {
  const { demo } = useSection('catalogue');
  return (
    <header className={styles['bar']}>
      <span className={styles['title']}>{titleOf(route)}</span>
      <Fact route={route} />
      <span className={styles['spring']} />
      {demo && <DemoChip />}
      <SourcesWord />
      <Clocks />
      <ModeChip />
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

function SourcesWord() {
  const moment = useMoment();
  const sources = useAskedSources();
  const live = sources.filter((source) => source.state === 'live').length;
  if (sources.length === 0) return null;
  // Live sources in a cached picture: it is Vigil itself that nobody hears from.
  const silent = moment.mode === 'cached' && live > 0;
  const worst = silent
    ? 'unreachable'
    : live === sources.length
      ? 'ok'
      : live === 0 && sources.every(isConnecting)
        ? 'no_data'
        : 'unreachable';
  return (
    <a className={styles['sources']} href="#/sources">
      <StateMark state={worst} size={12} />
      {silent ? 'Vigil does not answer' : `${live} of ${countOf(sources.length, 'source')} live`}
    </a>
  );
}

function isConnecting(source: { readonly state: string }): boolean {
  return source.state === 'connecting';
}

function Clocks() {
  const nowMs = useNowMs();
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

function ModeChip() {
  const moment = useMoment();
  const nowMs = useNowMs();
  const link = useLink();
  const { timeZones } = useSection('catalogue');
  const zone = timeZones[0] ?? 'UTC';
  switch (moment.mode) {
    case 'live':
      return nowMs === 0 || link !== 'open' ? (
        <Chip>CONNECTING</Chip>
      ) : (
        <Chip tone="live">
          <span className={styles['dot']} aria-hidden="true" />
          LIVE
        </Chip>
      );
    case 'past':
      return (
        <Chip tone="solid">
          PAST {formatClock(moment.atMs, zone)} {zoneName(zone)}
        </Chip>
      );
    case 'cached':
      return <Chip tone="solid">CACHED {formatAge(nowMs - moment.asOfMs)}</Chip>;
  }
}

function ThemeToggle() {
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className={styles['theme']}
      aria-label={`Switch to the ${other} theme`}
      title={`Switch to the ${other} theme`}
      onClick={() => setTheme(other)}
    >
      {theme === 'dark' ? <SunIcon size={18} /> : <MoonIcon size={18} />}
    </button>
  );
}
