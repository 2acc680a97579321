import type { Alert } from './alert.ts';
import type { Storm } from './storm.ts';
import { stormBins } from './storm-bins.ts';
import { carriesAll, LabelCensus, LabelVotes, type SharedLabel, sharedLabels } from './storm-labels.ts';

/** The rate is that of the last minute. */
const RATE_OVER_MS = 60_000;
/** A storm abates, and is over, at this part of the rate it began at. */
const ABATES_AT = 0.5;
/** Most alerts of one storm, as many as a feed holds; later ones stand by themselves. */
export const MAX_STORM_ALERTS = 20_000;
/** What still fires of a storm stays folded for at most so long after the last alert joined it. */
export const FOLDED_AT_MOST_MS = 3_600_000;

/** What has begun to fire. */
export type Begun = Pick<Alert, 'id' | 'title' | 'labels'>;

interface Member {
  readonly alert: Begun;
  readonly atMs: number;
  isFiring: boolean;
}

/** One storm under way. */
interface Weather {
  readonly members: Map<string, Member>;
  firing: number;
  readonly votes: LabelVotes;
  readonly census: LabelCensus;
  /** When alerts of the last minute joined, oldest first. */
  joinedAtMs: number[];
  /** Since when no more join; null while they do. */
  abatedAtMs: number | null;
  shared: readonly SharedLabel[];
  /** Members that carry what is shared, in the order in which they joined. */
  folded: Member[];
  /** How many had joined when `shared` and `folded` were looked at. */
  countedAt: number;
}

/**
 * Folds many alerts into one headline, and loses none: it only says which of the feed belong together.
 *
 * A storm begins when as many different alerts began within a minute as the rule says, and those are part of it. While
 * at least half as many go on to begin, they join. Then it has abated: what begins is on its own again, and what still
 * fires stays folded until that is less than half the rate. Told the time by its caller, does nothing by itself; the
 * same calls give the same storm.
 */
export class StormGovernor {
  private perMinute: number;
  /** What began within the last minute and joined no storm; fewer than `perMinute`. */
  private readonly recent = new Map<string, Member>();
  private weather: Weather | null = null;

  /** @param perMinute alerts that begin within a minute make a storm */
  constructor(perMinute: number) {
    this.perMinute = perMinute;
  }

  configure(perMinute: number): void {
    this.perMinute = perMinute;
  }

  get isRaging(): boolean {
    return this.weather !== null && this.weather.abatedAtMs === null;
  }

  /** An alert began to fire. One that comes and goes counts once. */
  begin(alert: Begun, nowMs: number): void {
    const { weather } = this;
    const known = weather?.members.get(alert.id);
    if (weather !== null && known !== undefined) return setFiring(weather, known, true);
    const member: Member = { alert, atMs: nowMs, isFiring: true };
    if (weather !== null && weather.abatedAtMs === null) return join(weather, member);
    this.forgetOld(nowMs);
    const waiting = this.recent.get(alert.id);
    if (waiting === undefined) this.recent.set(alert.id, member);
    else waiting.isFiring = true;
    if (this.recent.size < this.perMinute) return;
    const storm = weather ?? newWeather();
    storm.abatedAtMs = null;
    this.weather = storm;
    for (const one of this.recent.values()) join(storm, one);
    this.recent.clear();
  }

  /** An alert ended, or left the feed. What began before a storm, and ended, may still turn out to be part of one. */
  end(id: string): void {
    const waiting = this.recent.get(id);
    if (waiting !== undefined) waiting.isFiring = false;
    const { weather } = this;
    const member = weather?.members.get(id);
    if (weather !== null && member !== undefined) setFiring(weather, member, false);
  }

  /**
   * Once a second: lets a storm abate and end, and tells how it stands; null when there is none.
   * @param feed tells every alert that fires now, of the storm or not; asked only while it grows
   */
  review(feed: () => Iterable<Pick<Alert, 'id' | 'labels'>>, nowMs: number): Storm | null {
    this.forgetOld(nowMs);
    const { weather } = this;
    if (weather === null) return null;
    const fewMembers = ABATES_AT * this.perMinute;
    weather.joinedAtMs = weather.joinedAtMs.filter(
      (atMs) => nowMs - atMs < RATE_OVER_MS && atMs <= nowMs + RATE_OVER_MS,
    );
    if (weather.abatedAtMs === null && weather.joinedAtMs.length < fewMembers) weather.abatedAtMs = nowMs;
    if (weather.abatedAtMs !== null) {
      const isOld = Math.abs(nowMs - weather.abatedAtMs) > FOLDED_AT_MOST_MS;
      if (isOld || weather.firing < fewMembers) {
        this.weather = null;
        return null;
      }
    }
    return told(weather, feed, nowMs);
  }

  private forgetOld(nowMs: number): void {
    for (const [id, { atMs }] of this.recent) {
      // One that lies ahead was stamped by a clock that has been set back.
      if (nowMs - atMs < RATE_OVER_MS && atMs <= nowMs) break;
      this.recent.delete(id);
    }
  }
}

function newWeather(): Weather {
  return {
    members: new Map(),
    firing: 0,
    votes: new LabelVotes(),
    census: new LabelCensus(),
    joinedAtMs: [],
    abatedAtMs: null,
    shared: [],
    folded: [],
    countedAt: 0,
  };
}

function join(weather: Weather, member: Member): void {
  const { members, votes, census, joinedAtMs } = weather;
  if (members.size >= MAX_STORM_ALERTS) return;
  members.set(member.alert.id, member);
  if (member.isFiring) weather.firing += 1;
  votes.vote(member.alert.labels);
  census.add(member.alert.labels);
  joinedAtMs.push(member.atMs);
}

function setFiring(weather: Weather, member: Member, isFiring: boolean): void {
  if (member.isFiring === isFiring) return;
  member.isFiring = isFiring;
  weather.firing += isFiring ? 1 : -1;
}

/** Says who belongs under the headline after more have joined: those who were looked at already are not again. */
function recount(weather: Weather, feed: () => Iterable<Pick<Alert, 'id' | 'labels'>>): void {
  const { members, votes, census, shared: before } = weather;
  if (weather.countedAt === members.size) return;
  const outside = new LabelCensus();
  for (const { id, labels } of feed()) if (!members.has(id)) outside.add(labels);
  const shared = sharedLabels(votes.candidates(members.size), census, outside);
  const isSame = JSON.stringify(shared) === JSON.stringify(before);
  const joined = isSame ? [...members.values()].slice(weather.countedAt) : [...members.values()];
  const folded = joined.filter(({ alert }) => carriesAll(alert.labels, shared));
  weather.folded = isSame ? [...weather.folded, ...folded] : folded;
  weather.shared = shared;
  weather.countedAt = members.size;
}

/** The storm in numbers. Members that lack what the rest shares stand by themselves: a headline must not hide them. */
function told(
  weather: Weather,
  feed: () => Iterable<Pick<Alert, 'id' | 'labels'>>,
  nowMs: number,
): Storm | null {
  recount(weather, feed);
  const { shared, folded } = weather;
  const [first] = folded;
  if (first === undefined) return null;
  const alertIds = folded.filter(({ isFiring }) => isFiring).map(({ alert }) => alert.id);
  return {
    sinceMs: first.atMs,
    count: folded.length,
    firing: alertIds.length,
    shared: [...shared],
    first: { id: first.alert.id, title: first.alert.title, atMs: first.atMs },
    ...stormBins(
      folded.map(({ atMs }) => atMs),
      nowMs,
    ),
    alertIds,
  };
}
