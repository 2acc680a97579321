import { anyOf, matcher } from '../promql.ts';

/** A label that tells how a request ended, and which of its values are the server's fault. */
export interface StatusLabel {
  readonly label: string;
  /** What its values look like; a label of this name that holds something else is left alone. */
  readonly looksLike: RegExp;
  readonly failure: string;
}

const httpCode = /^(?:[1-5](?:\d\d|[xX]{2})|0)$/;
const http = (label: string): StatusLabel => ({ label, looksLike: httpCode, failure: '5..' });

/** The server's fault by the semantic conventions of OpenTelemetry; a client that cancels is not. */
const grpcFaults = ['UNKNOWN', 'DEADLINE_EXCEEDED', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS'];
const inCamelCase = (word: string): string =>
  word.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
const grpcNames = anyOf([...grpcFaults, ...grpcFaults.map(inCamelCase)]);
const grpcName = /^[A-Za-z_]+$/;

/** Most telling first. */
export const statusLabels: readonly StatusLabel[] = [
  ...['code', 'status', 'status_code', 'http_response_status_code', 'http.response.status_code'].map(http),
  ...['http_status_code', 'http.status_code', 'response_code', 'http_code', 'status_class'].map(http),
  { label: 'envoy_response_code_class', looksLike: /^[1-5]$/, failure: '5' },
  ...['grpc_code', 'grpc_status', 'grpc.status', 'rpc_response_status_code', 'rpc.response.status_code'].map(
    (label) => ({ label, looksLike: grpcName, failure: grpcNames }),
  ),
  ...['rpc_grpc_status_code', 'rpc.grpc.status_code'].map((label) => ({
    label,
    looksLike: /^\d\d?$/,
    failure: '2|4|12|13|14|15',
  })),
];

export const statusLabelNames: readonly string[] = statusLabels.map(({ label }) => label);

/** The matcher that takes out failed requests; null when no label tells how requests ended. */
export function failureMatcher(values: ReadonlyMap<string, readonly string[]>): string | null {
  const found = statusLabels.find(({ label, looksLike }) => {
    const seen = values.get(label) ?? [];
    return seen.length > 0 && seen.filter((value) => looksLike.test(value)).length * 2 > seen.length;
  });
  return found === undefined ? null : matcher(found.label, '=~', found.failure);
}
