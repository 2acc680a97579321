import { describe, expect, it } from 'vitest';
import {
  createExternalLinks,
  MAX_EXTERNAL_URL_CHARACTERS,
  vetExternalUrl,
} from '../../../../electron/shell/external-links.ts';
import { recordingLog } from './fakes.ts';

const accepted = [
  ['https://runbooks.example/checkout', 'https://runbooks.example/checkout'],
  ['http://127.0.0.1:9090/graph?g0.expr=up', 'http://127.0.0.1:9090/graph?g0.expr=up'],
  ['HTTPS://EXAMPLE.COM', 'https://example.com/'],
  ['https://пример.example/', 'https://xn--e1afmkfd.example/'],
  ['https://example.com:8443/a#b', 'https://example.com:8443/a#b'],
  [`https://example.com/${'a'.repeat(MAX_EXTERNAL_URL_CHARACTERS - 20)}`, undefined],
] as const;

const refused = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'smb://server/share',
  'ms-msdt:/id PCWDiagnostic',
  'ms-settings:display',
  'vscode://file/x',
  'mailto:someone@example.com',
  'tel:123',
  'ftp://example.com/',
  'ssh://host',
  'app://vigil/',
  'blob:https://example.com/1',
  'about:blank',
  '\\\\host\\share',
  '//example.com/x',
  'https://user@example.com/',
  'https://user:word@example.com/',
  'https://exa mple.com/',
  'https://example.com/a b',
  ' https://example.com/',
  'https://example.com/\n',
  'https://example.com/\u0000',
  'https:\\\\example.com\\',
  'https://example.com\\@evil.example/',
  'https://',
  'http://[::1',
  'java\tscript:alert(1)',
  `https://example.com/${'a'.repeat(MAX_EXTERNAL_URL_CHARACTERS)}`,
  '',
];

describe('vetting', () => {
  it.each(accepted)('accepts %j', (text, href) => {
    const vetted = vetExternalUrl(text);
    expect(vetted.ok && (href === undefined || vetted.value.href === href)).toBe(true);
  });

  it.each(refused)('refuses %j with a sentence', (text) => {
    const vetted = vetExternalUrl(text);
    expect(vetted.ok).toBe(false);
    expect(!vetted.ok && vetted.error).toMatch(/^[A-Z].*\.$/);
  });
});

function links(response: number) {
  const opened: string[] = [];
  const asked: string[] = [];
  const log = recordingLog();
  const pending: (() => void)[] = [];
  const open = createExternalLinks({
    log,
    shell: { openExternal: async (url) => void opened.push(url) },
    dialog: {
      showMessageBox: (...args: unknown[]) => {
        asked.push((args.at(-1) as Electron.MessageBoxOptions).message);
        return new Promise((resolve) => {
          pending.push(() => resolve({ response, checkboxChecked: false }));
        });
      },
    },
  });
  return { open, opened, asked, log, answer: () => pending.shift()?.() };
}

describe('opening', () => {
  it('names the host in punycode, and opens after a yes', async () => {
    const { open, opened, asked, answer } = links(1);
    const done = open('https://exаmple.com/x');
    answer();
    await done;
    expect(asked).toEqual(['Open xn--exmple-4nf.com in your browser?']);
    expect(opened).toEqual(['https://xn--exmple-4nf.com/x']);
  });

  it('opens nothing after a no', async () => {
    const { open, opened, answer } = links(0);
    const done = open('https://example.com/');
    answer();
    await done;
    expect(opened).toEqual([]);
  });

  it('asks nothing about a link it would not open', async () => {
    const { open, asked, log } = links(1);
    await open('javascript:alert(1)');
    expect(asked).toEqual([]);
    expect(log.lines).toHaveLength(1);
  });

  it('asks one question at a time, and again later', async () => {
    const { open, asked, answer } = links(0);
    const first = open('https://a.example/');
    await open('https://b.example/');
    expect(asked).toHaveLength(1);
    answer();
    await first;
    void open('https://c.example/');
    expect(asked).toHaveLength(2);
  });
});
