import { type Login, startText, withLogin, withText } from '../../source-setup/form-model.ts';

/** The text of the one source a first run writes: as little as will do. */
export function firstSourceText(address: string, login: Login, takenIds: readonly string[]): string {
  const text = withText(startText('prometheus', takenIds), 'url', completeAddress(address));
  return login.kind === 'none' ? text : withLogin(text, 'prometheus', login);
}

/** People paste `prometheus:9090`, or a page of its interface: the address of the server is meant. */
export function completeAddress(typed: string): string {
  const text = typed.trim();
  if (text === '') return '';
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.hash = '';
  url.search = '';
  // Pages of the web interface of Prometheus 2 and 3; any prefix before them belongs to the server.
  url.pathname = url.pathname.replace(
    /\/(?:graph|query|alerts|targets|rules|config|status|service-discovery|api\/v1)(?:\/.*)?$/,
    '',
  );
  return url.href.replace(/\/$/, '');
}
