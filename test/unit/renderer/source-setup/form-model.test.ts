import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../../electron/core/config/parse-source.ts';
import {
  freeId,
  readForm,
  startText,
  startTextWith,
  withLogin,
  withText,
} from '../../../../renderer/source-setup/form-model.ts';
import { sourceTypeGuides } from '../../../../renderer/source-setup/source-types.ts';
import { sourceTypes } from '../../../../shared/domain/source.ts';

const minimal = 'id: prod\ntype: prometheus\nurl: http://a:1\n';
const login = { kind: 'bearer', username: '', place: 'env', name: 'TOKEN' } as const;

describe('a start', () => {
  it('is offered for every type there is', () => {
    expect(sourceTypeGuides.map(({ type }) => type).toSorted()).toEqual([...sourceTypes].toSorted());
  });
  it.each(sourceTypes)('of %s is valid as soon as it has its address', (type) => {
    const address = { websocket: 'ws://a:1' }[type as string] ?? 'http://a:1';
    const text = startText(type, []);
    const parsed = parseSource(text.includes('url:') ? withText(text, 'url', address) : text);
    expect(parsed.ok ? [] : parsed.error).toEqual([]);
  });
  it('keeps the address when another type is chosen, where there is one', () => {
    expect(readForm(startTextWith('http://a:1', 'alertmanager', []))?.texts.url).toBe('http://a:1');
    expect(startTextWith('http://a:1', 'webhook', [])).toBe(startText('webhook', []));
    expect(startTextWith('', 'prometheus', [])).toBe(startText('prometheus', []));
  });
  it('takes an id nobody has', () => {
    expect(freeId('prometheus', ['prometheus', 'prometheus-2'])).toBe('prometheus-3');
    expect(readForm(startText('webhook', ['webhook']))?.texts.id).toBe('webhook-2');
  });
});

describe('readForm', () => {
  it('shows what the text says', () => {
    const form = readForm(`id: eu
type: prometheus
url: https://a:1/prefix
every: 5s
auth: { basic: { username: ops, password: { file: /run/pw } } }
headers: { X-Scope-OrgID: team-a }
tls: { ca: ca.pem }
proxy: { url: http://p:1, basic: { username: u, password: { env: P } } }
`);
    expect(form).toMatchObject({
      type: 'prometheus',
      texts: {
        id: 'eu',
        url: 'https://a:1/prefix',
        every: '5s',
        tenant: 'team-a',
        ca: 'ca.pem',
        proxy: 'http://p:1',
        region: '',
      },
      login: { kind: 'basic', username: 'ops', place: 'file', name: '/run/pw' },
    });
  });
  it.each(['id: [', 'type: carrier-pigeon\n', '', '- id: a'])('waits while the text is %j', (text) => {
    expect(readForm(text)).toBeNull();
  });
  it('does not fall for keys of every object', () => {
    expect(readForm('type: prometheus\n__proto__: { url: x }\n')?.texts.url).toBe('');
  });
});

describe('withText', () => {
  it('writes and takes away one key', () => {
    const grouped = withText(minimal, 'group', 'eu');
    expect(grouped).toBe(`${minimal}group: eu\n`);
    expect(withText(grouped, 'group', '')).toBe(minimal);
  });
  it('keeps an address in its place while it is empty', () => {
    expect(withText(minimal, 'url', ' ')).toBe('id: prod\ntype: prometheus\nurl: ""\n');
  });
  it('changes the address of a proxy with a login, and keeps the login', () => {
    const text = `${minimal}proxy: { url: http://p:1, basic: { username: u, password: { env: P } } }\n`;
    expect(withText(text, 'proxy', 'http://q:2')).toBe(text.replace('http://p:1', 'http://q:2'));
  });
  it('quotes what would be read as something else', () => {
    expect(readForm(withText(minimal, 'group', 'yes: no # maybe'))?.texts.group).toBe('yes: no # maybe');
    expect(parseSource(withText(minimal, 'region', '1e3')).ok).toBe(true);
  });
});

describe('withLogin', () => {
  it('says where a secret is kept', () => {
    expect(withLogin(minimal, 'prometheus', login)).toBe(`${minimal}auth: { bearer: { env: TOKEN } }\n`);
    expect(
      withLogin(minimal, 'prometheus', { ...login, kind: 'basic', username: 'ops', place: 'keychain' }),
    ).toContain('auth: { basic: { username: ops, password: { keychain: TOKEN } } }');
  });
  it('changes the kind and takes the login away again', () => {
    const bearer = withLogin(minimal, 'prometheus', login);
    const basic = withLogin(bearer, 'prometheus', { ...login, kind: 'basic', username: 'ops' });
    expect(readForm(basic)?.login).toEqual({ kind: 'basic', username: 'ops', place: 'env', name: 'TOKEN' });
    expect(basic).not.toContain('bearer');
    expect(withLogin(basic, 'prometheus', { ...login, kind: 'none' })).toBe(minimal);
  });
  it('is read back as it was written, for each kind that a type knows', () => {
    for (const { type, logins } of sourceTypeGuides)
      for (const kind of logins) {
        const wanted = {
          kind,
          username: kind === 'basic' ? 'ops' : '',
          place: 'file',
          name: kind === 'none' ? '' : '/run/t',
        } as const;
        const read = readForm(withLogin(startText(type, []), type, wanted))?.login;
        expect(read).toEqual(kind === 'none' ? { ...wanted, place: 'env' } : wanted);
      }
  });
});
