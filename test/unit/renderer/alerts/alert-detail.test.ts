/** The pure parts of what stands beside the feed: links in words, the value an alert is about, a person's letters. */
import { describe, expect, it } from 'vitest';
import { signalOfAlert } from '../../../../renderer/features/alerts/alert-signal.ts';
import { linkedParts } from '../../../../renderer/features/alerts/linked-text.ts';
import { initialsOf } from '../../../../renderer/features/alerts/Who.tsx';
import { storyPicture } from '../../../builders/story.ts';
import { storyAlerts } from '../../../builders/story-alerts.ts';

describe('addresses in words', () => {
  const links = (text: string) => linkedParts(text).flatMap(({ link }) => link?.host ?? []);
  it('become links to the host they show, and nothing of the text is lost', () => {
    const text = 'See https://wiki.example/a?b=1, or (http://x.example/y). Ends.';
    expect(links(text)).toEqual(['wiki.example', 'x.example']);
    expect(
      linkedParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
  it('name where they lead, whatever stands before it', () => {
    expect(links('https://bank.example@evil.example/login')).toEqual(['evil.example']);
  });
  it('are none where they were cut short: they would lead elsewhere', () => {
    for (const text of ['see https://wiki.example/a…', 'https://wiki.example/a.…', 'https://wiki.exam…'])
      expect(links(text), text).toEqual([]);
    expect(links('https://wiki.example/a and more…')).toEqual(['wiki.example']);
  });
  it('are none that could do harm', () => {
    for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'https://', 'plain'])
      expect(links(text), text).toEqual([]);
  });
});

describe('the value an alert is about', () => {
  const { catalogue } = storyPicture().sections;
  const of = (id: string) =>
    signalOfAlert(storyAlerts.find((alert) => alert.id === id)!, catalogue)?.signal ?? null;
  it('is read from its words where it does not say it', () => {
    expect(of('CheckoutFailing')).toBe('error_ratio');
    expect(of('PaymentsSlow')).toBe('latency_p95');
  });
  it('is what it says, where that is measured', () => {
    const alert = { ...storyAlerts.find(({ id }) => id === 'PaymentsSlow')! };
    const named = (signal: string) => signalOfAlert({ ...alert, labels: { signal } }, catalogue);
    expect(named('request_rate')).toMatchObject({ signal: 'request_rate', isGuess: false });
    expect(named('nobody_measures_it')).toMatchObject({ signal: 'latency_p95', isGuess: true });
  });
  it('is not known of a place nobody measures', () => {
    expect(of('source-prometheus-mumbai')).toBeNull();
    const [alert] = storyAlerts;
    expect(signalOfAlert({ ...alert!, region: 'mars-1' }, catalogue)).toBeNull();
  });
});

describe('letters of a person', () => {
  it.each([
    ['Mara Okafor', 'MO'],
    ['tomás de la brandão', 'TB'],
    ['nadia', 'N'],
    ['mara.king@example.org', 'MK'],
    ['', '?'],
    ['😀', '?'],
  ])('%j: %s', (name, letters) => {
    expect(initialsOf(name)).toBe(letters);
  });
});
