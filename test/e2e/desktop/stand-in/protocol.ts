interface SchemePrivileges {
  readonly scheme: string;
  readonly privileges?: Readonly<Record<string, boolean>>;
}

/** Electron's `protocol`: privileges before ready, handlers after. */
export class StandInProtocol {
  private readonly handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  private readonly isReady: () => boolean;
  registered: readonly SchemePrivileges[] = [];

  constructor(isReady: () => boolean) {
    this.isReady = isReady;
  }

  registerSchemesAsPrivileged(schemes: readonly SchemePrivileges[]): void {
    if (this.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    this.registered = schemes;
  }

  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void {
    if (!this.isReady()) throw new Error('protocol.handle should be called after app is ready');
    const privileges = this.registered.find((one) => one.scheme === scheme)?.privileges;
    // The page below is a standard, secure origin; the stand-in would hide that these were forgotten.
    if (privileges?.['standard'] !== true || privileges['secure'] !== true)
      throw new Error(`The scheme ${scheme} must be registered as standard and secure.`);
    if (privileges['bypassCSP'] === true) throw new Error('The stand-in cannot bypass the CSP.');
    this.handlers.set(scheme, handler);
  }

  /** Answers a request of a page; null when nobody serves its scheme. */
  async answer(request: Request): Promise<Response | null> {
    const handler = this.handlers.get(new URL(request.url).protocol.replace(':', ''));
    return handler === undefined ? null : handler(request);
  }
}
