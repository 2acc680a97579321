/*
 * What many alerts have in common, as labels.
 */

/** A label is shared when at least so many of the alerts carry all that is said to be shared. */
export const NEARLY_ALL = 0.9;
/** Most labels said to be shared: a headline, no list. */
export const MAX_SHARED_LABELS = 4;
/** Most names of labels looked at; an alert with thousands of them must not cost the headline. */
export const MAX_LABEL_NAMES = 200;
/** With fewer alerts beside the storm, what they carry tells nothing of what is usual. */
export const MIN_OTHERS = 5;

type Labels = Readonly<Record<string, string>>;

export interface SharedLabel {
  readonly name: string;
  readonly value: string;
}

/** What names a place or a thing, the narrowest first: among labels that are equally rare elsewhere it decides. */
const narrowestFirst = [
  'instance',
  'node',
  'host',
  'device',
  'link',
  'cluster',
  'zone',
  'datacenter',
  'dc',
  'region',
  'provider',
  'service',
  'job',
  'namespace',
  'team',
];
/** The same fault everywhere is worth saying only after the place it is in. */
const KIND_OF_ALERT = 'alertname';
/** How bad it is is said by itself. */
const neverTelling: ReadonlySet<string> = new Set(['severity']);

/**
 * Finds, in one pass and with one value per name, every label that most alerts carry: the majority vote of Boyer and
 * Moore (1981). What it finds are candidates; whether they are shared is counted afterwards.
 */
export class LabelVotes {
  private readonly votes = new Map<string, { value: string; lead: number }>();

  vote(labels: Labels): void {
    for (const name of Object.keys(labels)) {
      const value = labels[name] ?? '';
      const vote = this.votes.get(name);
      if (vote === undefined) {
        if (this.votes.size < MAX_LABEL_NAMES && !neverTelling.has(name))
          this.votes.set(name, { value, lead: 1 });
      } else if (vote.value === value) vote.lead += 1;
      else if (vote.lead > 0) vote.lead -= 1;
      else [vote.value, vote.lead] = [value, 1];
    }
  }

  /** At least every label that nearly all of `count` alerts carry: its lead is then no less than this. */
  candidates(count: number): readonly SharedLabel[] {
    const leastLead = (2 * NEARLY_ALL - 1) * count;
    return [...this.votes].flatMap(([name, { value, lead }]) =>
      lead >= Math.floor(leastLead) ? [{ name, value }] : [],
    );
  }
}

/** True when the labels hold all of these. */
export function carriesAll(labels: Labels, shared: readonly SharedLabel[]): boolean {
  return shared.every(({ name, value }) => Object.hasOwn(labels, name) && labels[name] === value);
}

/** Most questions whose answers a census keeps; beyond it they are counted anew. */
const MAX_KEPT_COUNTS = 1_000;

/** Counts who carries what among alerts that only become more: each is looked at once for each question. */
export class LabelCensus {
  private readonly all: Labels[] = [];
  private readonly counts = new Map<string, { count: number; upTo: number }>();

  constructor(all: Iterable<Labels> = []) {
    for (const labels of all) this.add(labels);
  }

  get size(): number {
    return this.all.length;
  }

  add(labels: Labels): void {
    this.all.push(labels);
  }

  /** How many carry all of these. */
  carrying(shared: readonly SharedLabel[]): number {
    const question = JSON.stringify(shared);
    const known = this.counts.get(question) ?? { count: 0, upTo: 0 };
    for (; known.upTo < this.all.length; known.upTo += 1)
      if (carriesAll(this.all[known.upTo]!, shared)) known.count += 1;
    if (this.counts.size >= MAX_KEPT_COUNTS) this.counts.clear();
    this.counts.set(question, known);
    return known.count;
  }
}

/**
 * The labels that nearly all of `inside` carry together, most telling first: rare elsewhere before common, then the
 * narrowest place, the kind of alert last. What alerts outside carry as well tells nothing and is left out.
 * Deterministic: the order of the alerts does not matter to what is found.
 */
export function sharedLabels(
  candidates: readonly SharedLabel[],
  inside: LabelCensus,
  outside: LabelCensus,
): readonly SharedLabel[] {
  const enough = NEARLY_ALL * inside.size;
  const ranked = candidates
    .filter((label) => inside.carrying([label]) >= enough)
    .map((label) => ({
      label,
      elsewhere: outside.size < MIN_OTHERS ? 0 : outside.carrying([label]) / outside.size,
    }))
    .filter(({ elsewhere }) => elsewhere < NEARLY_ALL)
    .toSorted(
      (a, b) =>
        Number(a.label.name === KIND_OF_ALERT) - Number(b.label.name === KIND_OF_ALERT) ||
        Math.round(10 * a.elsewhere) - Math.round(10 * b.elsewhere) ||
        rankOf(a.label.name) - rankOf(b.label.name) ||
        (a.label.name < b.label.name ? -1 : 1),
    );
  const shared: SharedLabel[] = [];
  for (const { label } of ranked) {
    if (shared.length >= MAX_SHARED_LABELS) break;
    if (inside.carrying([...shared, label]) >= enough) shared.push(label);
  }
  return shared;
}

function rankOf(name: string): number {
  const index = narrowestFirst.indexOf(name);
  return index === -1 ? narrowestFirst.length : index;
}
