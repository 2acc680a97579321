import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedConfig } from '../../../../../electron/core/config/describe.ts';
import { parseConfig } from '../../../../../electron/core/config/parse-config.ts';
import { type HookPost, hookPost, hookSignature } from '../../../../../electron/core/outgoing/hook-post.ts';
import {
  GIVEN_UP_AFTER_MS,
  HookQueue,
  LOSS_TOLD_MS,
  MAX_QUEUED_POSTS,
  type PostProblem,
} from '../../../../../electron/core/outgoing/hook-queue.ts';
import { HookRouter } from '../../../../../electron/core/outgoing/hook-router.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import { err, ok, type Result } from '../../../../../shared/domain/result.ts';
import { manualClock, STORY_MS, testConfig } from '../../../../builders/core.ts';

const alert = (overrides: Partial<Alert> = {}): Alert => ({
  id: 'one',
  name: 'DiskFull',
  title: 'Disk is full',
  summary: '',
  severity: 'critical',
  state: 'firing',
  kind: 'reported',
  service: 'checkout',
  region: null,
  labels: { alertname: 'DiskFull', service: 'checkout' },
  startsAtMs: STORY_MS,
  resolvedAtMs: null,
  lastSeenAtMs: STORY_MS,
  sourceIds: ['am'],
  unconfirmed: false,
  suppression: null,
  runbookUrl: null,
  ...overrides,
});
const resolved = (overrides: Partial<Alert> = {}): Alert =>
  alert({ state: 'resolved', resolvedAtMs: STORY_MS + 60_000, ...overrides });
const router = (overrides: Record<string, unknown> = {}): HookRouter =>
  new HookRouter(
    testConfig({
      webhooks: [{ id: 'w', url: 'http://127.0.0.1:9/', secret: { env: 'S' }, ...overrides }],
    }).webhooks[0]!,
  );

describe('what a webhook is told', () => {
  it('is told once that an alert fires and once that it is over, however often it is repeated', () => {
    const hook = router();
    expect(hook.next(alert({ state: 'pending' }))).toBeNull();
    expect(hook.next(alert())).toBe('firing');
    expect(hook.next(alert({ summary: 'other words', unconfirmed: true }))).toBeNull();
    expect(hook.next(resolved())).toBe('resolved');
    expect(hook.next(resolved())).toBeNull();
    expect(hook.next(alert({ startsAtMs: STORY_MS + 120_000 }))).toBe('firing');
  });

  it('is told what matches, of its severities, and nothing that is kept quiet or was there before', () => {
    const hook = router({ matchers: ['service=~"check.*"'], severities: ['critical'] });
    expect(hook.next(alert({ id: 'other', labels: { service: 'search' } }))).toBeNull();
    expect(hook.next(alert({ id: 'mild', severity: 'warning' }))).toBeNull();
    expect(hook.next(resolved({ id: 'mild', severity: 'warning' }))).toBeNull();
    const suppression = { silencedBy: [], inhibitedBy: ['X'], mutedBy: [] };
    expect(hook.next(alert({ suppression }))).toBeNull();
    expect(hook.next(alert())).toBe('firing');
    const later = router();
    later.assume(alert());
    expect(later.next(alert())).toBeNull();
    expect(later.next(resolved())).toBe('resolved');
    expect(router({ resolved: false }).next(resolved())).toBeNull();
  });

  it('is told once of an alert that flaps, and that it is over when it holds still', () => {
    const hook = router();
    const flapping = { changes: 5, windowMs: 1_800_000, sinceMs: STORY_MS };
    expect(hook.next(alert({ flapping }))).toBe('firing');
    for (let cycle = 1; cycle < 9; cycle += 1) {
      expect(hook.next(resolved({ flapping }))).toBeNull();
      expect(hook.next(alert({ flapping, startsAtMs: STORY_MS + cycle * 60_000 }))).toBeNull();
    }
    expect(hook.next(resolved({ flapping }))).toBeNull();
    expect(hook.next(resolved())).toBe('resolved');
  });
});

describe('a post', () => {
  it('is signed so that the receiver can check body and time', () => {
    const { body } = hookPost('d1', 'w', 'firing', alert(), STORY_MS);
    const [time, signature] = hookSignature('secret', body, STORY_MS + 999).split(',');
    expect(time).toBe(`t=${STORY_MS / 1_000}`);
    const expected = createHmac('sha256', 'secret')
      .update(`${STORY_MS / 1_000}.${body}`)
      .digest('hex');
    expect(signature).toBe(`v1=${expected}`);
    expect(JSON.parse(body)).toMatchObject({
      version: 1,
      id: 'd1',
      webhook: 'w',
      state: 'firing',
      alert: {
        id: 'one',
        severity: 'critical',
        startsAt: new Date(STORY_MS).toISOString(),
        resolvedAt: null,
      },
    });
  });
});

/** A queue whose receiver answers as told. */
function queue(answer: (post: HookPost) => Result<null, PostProblem>, left: readonly HookPost[] = []) {
  const clock = manualClock();
  const waited: string[] = [];
  const arrived: string[] = [];
  const told: (string | null)[] = [];
  const made: HookQueue = new HookQueue(
    {
      id: 'w',
      clock,
      random: () => 1,
      async send(post) {
        const result = answer(post);
        if (result.ok) arrived.push(post.id);
        return result;
      },
      tell: (problem) => told.push(problem),
      changed: () => waited.push(made.posts.map(({ id }) => id).join('')),
    },
    left,
  );
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return {
    clock,
    arrived,
    told,
    waited,
    made,
    settle,
    push: (id: string) => made.push(hookPost(id, 'w', 'firing', alert(), clock.nowMs())),
    async advance(ms: number): Promise<void> {
      for (let passed = 0; passed < ms; passed += 1_000) {
        clock.advance(1_000);
        await settle();
      }
    },
  };
}
const away = err<PostProblem>({ sentence: 'hook does not answer.', mayRetry: true });

describe('the queue of a webhook', () => {
  it('delivers in order, again and again with growing pauses, and says what waits', async () => {
    let isAway = true;
    let tries = 0;
    const hook = queue(() => {
      tries += 1;
      return isAway ? away : ok(null);
    });
    for (const id of ['a', 'b', 'c']) hook.push(id);
    await hook.settle();
    await hook.advance(63_000);
    // At once, then after 1, 2, 4, 8, 16 and 32 seconds.
    expect(tries).toBe(7);
    expect(hook.told.at(-1)).toBe('Webhook w: hook does not answer. 3 alerts waiting.');
    isAway = false;
    await hook.advance(61_000);
    expect(hook.arrived).toEqual(['a', 'b', 'c']);
    expect(hook.told.at(-1)).toBeNull();
    hook.push('d');
    await hook.settle();
    expect(hook.arrived).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes on after what a receiver refuses for good, and does not hide that', async () => {
    const hook = queue(({ id }) =>
      id === 'bad' ? err({ sentence: 'hook answered with status 400.', mayRetry: false }) : ok(null),
    );
    hook.push('bad');
    await hook.advance(10_000);
    expect(hook.told.at(-1)).toBe('Webhook w: hook answered with status 400. 1 alert not delivered.');
    hook.push('good');
    await hook.settle();
    expect(hook.arrived).toEqual(['good']);
    expect(hook.told.at(-1)).toBe('Webhook w: it answers again. 1 alert not delivered.');
    await hook.advance(LOSS_TOLD_MS);
    hook.push('later');
    await hook.settle();
    expect(hook.told.at(-1)).toBeNull();
  });

  it('keeps a bounded number, the newest, and gives up what is an hour old', async () => {
    let isAway = true;
    const hook = queue(() => (isAway ? away : ok(null)));
    for (let index = 0; index < MAX_QUEUED_POSTS + 10; index += 1) hook.push(`p${index}`);
    expect(hook.made.posts.length).toBe(MAX_QUEUED_POSTS);
    await hook.advance(10_000);
    expect(hook.told.at(-1)).toContain('10 alerts not delivered');
    isAway = false;
    await hook.advance(70_000);
    expect(hook.arrived.length).toBeGreaterThanOrEqual(10);
    expect(hook.arrived.at(-1)).not.toBe('p0');
    const old = queue(() => away);
    old.push('old');
    await old.advance(GIVEN_UP_AFTER_MS + 70_000);
    expect(old.made.posts.length).toBe(0);
    expect(old.told.at(-1)).toContain('1 alert not delivered');
  });

  it('waits as long as the receiver asks, and not any more once stopped', async () => {
    let tries = 0;
    const hook = queue(() => {
      tries += 1;
      return err({ sentence: 'too many.', mayRetry: true, retryAfterMs: 30_000 });
    });
    hook.push('a');
    await hook.advance(20_000);
    // What happens meanwhile waits as well.
    hook.push('b');
    await hook.advance(9_000);
    expect(tries).toBe(1);
    await hook.advance(2_000);
    expect(tries).toBe(2);
    hook.made.stop();
    await hook.advance(120_000);
    expect(tries).toBe(2);
  });

  it('goes on with what waited before, in order, and gives up what is too old by now', async () => {
    const before = (id: string, ageMs: number): HookPost =>
      hookPost(id, 'w', 'firing', alert(), STORY_MS - ageMs);
    const hook = queue(
      () => ok(null),
      [before('x', GIVEN_UP_AFTER_MS), before('a', GIVEN_UP_AFTER_MS - 1_000), before('b', 5)],
    );
    hook.push('c');
    await hook.settle();
    expect(hook.arrived).toEqual(['a', 'b', 'c']);
    expect(hook.told[0]).toBe(
      'Webhook w: nobody could send for an hour or longer. 2 alerts waiting. 1 alert not delivered.',
    );
    expect(hook.waited).toEqual(['abc', 'bc', 'c', '']);
  });

  it('does not keep what arrived while it was stopped', async () => {
    const hook = queue(() => ok(null));
    hook.push('a');
    hook.made.stop();
    await hook.settle();
    expect(hook.arrived).toEqual(['a']);
    expect(hook.made.posts).toEqual([]);
  });

  it('delivers everything once and in order, whatever fails on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 20 }),
        fc.integer({ min: 1, max: 12 }),
        async (answers, count) => {
          const left = [...answers];
          const hook = queue(() => (left.shift() === false ? away : ok(null)));
          for (let index = 0; index < count; index += 1) {
            hook.push(`p${index}`);
            if (index % 3 === 0) await hook.advance(1_000);
          }
          await hook.advance(20 * 61_000);
          expect(hook.arrived).toEqual(Array.from({ length: count }, (_, index) => `p${index}`));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('webhooks of the configuration', () => {
  const base = 'id: w, secret: { env: S }';
  it('says what is wrong, and never prints a secret of an address', () => {
    const problemsOf = (text: string) => {
      const parsed = parseConfig(text, 'f');
      return parsed.ok ? [] : parsed.error.map(({ message }) => message);
    };
    expect(problemsOf(`webhooks: [{ ${base}, url: 'http://a', matchers: ['x'] }]`)[0]).toContain(
      'expected matchers',
    );
    expect(problemsOf(`webhooks: [{ ${base}, url: 'http://169.254.169.254/x' }]`)[0]).toContain(
      'credentials',
    );
    expect(problemsOf(`webhooks: [{ ${base}, url: 'http://a' }, { ${base}, url: 'http://b' }]`)[0]).toContain(
      'once',
    );
    expect(problemsOf("webhooks: [{ id: w, url: 'http://a' }]")).not.toEqual([]);
    const parsed = parseConfig(`webhooks: [{ ${base}, url: 'https://u:hunter2@a/x?token=hunter3' }]`, 'f');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    expect(printedConfig(parsed.value)).not.toContain('hunter');
    expect(parseConfig(printedConfig(parsed.value), 'f').ok).toBe(true);
  });
});
