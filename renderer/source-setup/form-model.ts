import { isRecord } from '../../shared/domain/is-record.ts';
import { type SourceType, sourceTypes } from '../../shared/domain/source.ts';
import { type FormKey, guideOf, type LoginKind } from './source-types.ts';
import { deleteYaml, readYamlMap, setYaml, type YamlValue } from './yaml-edit.ts';

/** Where a secret is kept. The secret itself is never asked for. */
export const secretPlaces = ['env', 'file', 'keychain'] as const;
export type SecretPlace = (typeof secretPlaces)[number];

export interface Login {
  readonly kind: LoginKind;
  readonly username: string;
  readonly place: SecretPlace;
  /** Name of the variable, path of the file or name of the keychain entry. */
  readonly name: string;
}

/** What the form shows of a source's text. */
export interface SourceForm {
  readonly type: SourceType;
  readonly texts: Readonly<Record<FormKey, string>>;
  readonly login: Login;
}

const noLogin: Login = { kind: 'none', username: '', place: 'env', name: '' };

/** Where each field of the form stands in the text. */
const paths: Readonly<Record<FormKey, readonly string[]>> = {
  id: ['id'],
  url: ['url'],
  every: ['every'],
  timeout: ['timeout'],
  staleAfter: ['staleAfter'],
  region: ['region'],
  service: ['service'],
  group: ['group'],
  tenant: ['headers', 'X-Scope-OrgID'],
  namespace: ['namespace'],
  path: ['path'],
  expectEvery: ['expectEvery'],
  ca: ['tls', 'ca'],
  cert: ['tls', 'cert'],
  key: ['tls', 'key'],
  proxy: ['proxy'],
};
const formKeys = Object.keys(paths) as readonly FormKey[];

/** Reads the form out of the text; null while the text cannot be read or names no known type. */
export function readForm(text: string): SourceForm | null {
  const source = readYamlMap(text);
  const type = sourceTypes.find((known) => known === source?.['type']);
  if (source === null || type === undefined) return null;
  const texts = Object.fromEntries(
    formKeys.map((key) => [
      key,
      textAt(source, key === 'proxy' && isRecord(source['proxy']) ? ['proxy', 'url'] : paths[key]),
    ]),
  ) as Record<FormKey, string>;
  return { type, texts, login: readLogin(type, source) };
}

/** A new source of a type, with an id nobody has yet. */
export function startText(type: SourceType, takenIds: readonly string[]): string {
  const guide = guideOf(type);
  const address = guide.addressExample === null ? '' : 'url: ""\n';
  const token = type === 'webhook' ? 'token: { env: VIGIL_WEBHOOK_TOKEN }\n' : '';
  return `id: ${freeId(type, takenIds)}\ntype: ${type}\n${address}${token}${guide.startText}`;
}

/** A start of another type that keeps the address which was typed already, where that type has one. */
export function startTextWith(url: string, type: SourceType, takenIds: readonly string[]): string {
  const text = startText(type, takenIds);
  return url === '' || guideOf(type).addressExample === null ? text : withText(text, 'url', url);
}

/** `prometheus`, or `prometheus-2` when that is taken. */
export function freeId(wish: string, takenIds: readonly string[]): string {
  const taken = new Set(takenIds);
  if (!taken.has(wish)) return wish;
  let number = 2;
  while (taken.has(`${wish}-${number}`)) number += 1;
  return `${wish}-${number}`;
}

/** The text after one field of the form was changed; an emptied field leaves the text. */
export function withText(text: string, key: FormKey, value: string): string {
  const source = readYamlMap(text);
  const path = key === 'proxy' && isRecord(source?.['proxy']) ? ['proxy', 'url'] : paths[key];
  const trimmed = key === 'id' || key === 'url' ? value.trim() : value;
  // These stay in place while empty, so that the text keeps its shape and says what is missing.
  if (trimmed === '' && key !== 'id' && key !== 'url') return deleteYaml(text, path);
  return setYaml(text, path, trimmed);
}

/** The text after the login was changed. What else stands in `auth` of the same kind is kept. */
export function withLogin(text: string, type: SourceType, login: Login): string {
  const secret: YamlValue = { [login.place]: login.name };
  if (type === 'webhook') return setYaml(text, ['token'], secret);
  const others = (['bearer', 'basic', 'token'] as const).filter((kind) => kind !== login.kind);
  let next = text;
  // Set first and clear then: the place of `auth` in the text stays.
  if (login.kind === 'basic')
    next = setYaml(next, ['auth', 'basic'], { username: login.username, password: secret });
  else if (login.kind !== 'none') next = setYaml(next, ['auth', login.kind], secret);
  for (const kind of others) next = deleteYaml(next, ['auth', kind]);
  return login.kind === 'none' ? deleteYaml(next, ['auth']) : next;
}

function readLogin(type: SourceType, source: Readonly<Record<string, unknown>>): Login {
  if (type === 'webhook') return { ...noLogin, kind: 'token', ...secretAt(source['token']) };
  const auth = source['auth'];
  if (!isRecord(auth)) return noLogin;
  const { basic } = auth;
  if (isRecord(basic))
    return { kind: 'basic', username: asText(basic['username']), ...secretAt(basic['password']) };
  for (const kind of ['token', 'bearer'] as const)
    if (auth[kind] !== undefined) return { ...noLogin, kind, ...secretAt(auth[kind]) };
  return noLogin;
}

function secretAt(value: unknown): Pick<Login, 'place' | 'name'> {
  const place = isRecord(value) ? secretPlaces.find((one) => value[one] !== undefined) : undefined;
  return place === undefined || !isRecord(value)
    ? { place: 'env', name: '' }
    : { place, name: asText(value[place]) };
}

function textAt(source: Readonly<Record<string, unknown>>, path: readonly string[]): string {
  let value: unknown = source;
  for (const key of path) value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return asText(value);
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
