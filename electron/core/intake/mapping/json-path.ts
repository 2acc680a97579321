/** Reads one thing out of a payload; undefined when it is not there. Never throws. */
export interface CompiledPath {
  /** As written, for sentences. */
  readonly text: string;
  /** The value of a path that is a constant; undefined for real paths. */
  readonly constant: string | undefined;
  read(payload: unknown): unknown;
}

type Step = string | number;

function stepsOf(text: string): readonly Step[] {
  return [...text.matchAll(/\.([A-Za-z_][\w-]*)|\[(\d+)\]/g)].map((match) =>
    match[1] === undefined ? Number(match[2]) : match[1],
  );
}

/** Own properties of plain objects and elements of arrays only: `__proto__` and friends lead nowhere. */
function stepInto(value: unknown, step: Step): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return typeof step === 'number' ? list[step] : undefined;
  }
  if (typeof step === 'number' || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[step];
}

/** Compiles `$.a.b[0]`, or a constant when the text does not start with `$`. */
export function compilePath(text: string): CompiledPath {
  if (!text.startsWith('$')) return { text, constant: text, read: () => text };
  const steps = stepsOf(text);
  const [only] = steps;
  // Nearly every path has one step; it runs for each of many thousand values a second.
  if (steps.length === 1 && only !== undefined) {
    return { text, constant: undefined, read: (payload) => stepInto(payload, only) };
  }
  return {
    text,
    constant: undefined,
    read(payload) {
      let value = payload;
      for (const step of steps) value = stepInto(value, step);
      return value;
    },
  };
}

/** What a value is, for sentences that say what was expected instead. */
export function kindWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isFinite(value) ? `the number ${value}` : `${value}`;
  if (typeof value === 'string') return value === '' ? 'empty text' : 'text';
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return 'binary data';
  return typeof value === 'boolean' ? `${value}` : `an ${typeof value}`;
}
