/** Tue 22 Sep 2026, 14:13:36 UTC: the moment of the design pictures. */
export const STORY_MS = Date.UTC(2026, 8, 22, 14, 13, 36);

/** A moment of the same day, `14:02:10`. */
export function storyTime(clock: string): number {
  return Date.parse(`2026-09-22T${clock}Z`);
}

export const storyRegions = [
  'us-west-2',
  'us-east-1',
  'ca-central-1',
  'sa-east-1',
  'eu-west-1',
  'eu-west-2',
  'eu-central-1',
  'eu-north-1',
  'me-central-1',
  'af-south-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-northeast-1',
  'ap-southeast-2',
] as const;

/**
 * The p95 latency in milliseconds of every cell, in the order of `storyRegions`; `-` is not deployed there.
 * Where something else stands in the cell (a failing share, no data) the usual latency of the place is given.
 */
const rows = `
checkout 203 148 205 211 412 168 230 165 230 214 216 221 165 179
ledger - 131 - 166 231 152 136 - 188 - 179 150 139 -
payments 217 231 256 292 1840 912 215 - 267 288 254 250 228 238
search 106 70 92 97 87 114 94 96 132 114 110 642 98 120
auth 63 47 58 68 57 59 50 57 61 66 76 56 62 66
media 131 127 202 222 154 174 159 169 172 154 169 190 181 198
analytics 267 281 223 331 196 204 231 218 - - 260 233 250 280
recommendations 122 105 120 146 116 122 119 123 113 121 132 147 118 129
exports 431 335 - 517 387 - 311 - - - 463 432 384 -
billing 174 168 169 218 156 156 139 - 181 - 157 184 147 187
shipping 111 105 142 172 109 117 135 136 154 168 147 130 155 137
webhooks 140 143 - 161 140 159 135 175 - - 164 148 125 132
orders 128 96 105 144 115 121 101 130 171 130 146 153 133 130
notifications 115 86 98 101 101 110 121 106 118 133 132 108 117 123
messaging 93 95 112 105 84 89 80 90 - 142 102 99 97 101
cart 96 79 93 130 93 97 101 76 107 119 92 89 88 88
inventory 75 72 75 112 86 94 82 89 95 - 75 88 90 113
fraud 91 62 - 92 76 74 73 - 86 111 75 96 79 86
catalog 76 67 71 79 64 70 79 89 74 101 93 82 58 69
reviews 73 66 63 88 56 69 62 70 62 75 67 65 67 69
profile 56 45 41 68 51 51 47 56 50 74 59 45 55 44
pricing 54 41 50 60 51 47 44 38 53 54 67 51 43 51
gateway 27 33 37 42 34 34 31 27 32 47 43 36 30 44
sessions 20 20 22 27 23 20 20 27 28 27 22 21 22 28
`;

/** A service and its p95 latency in milliseconds per region; null where it is not deployed. */
export interface StoryService {
  readonly id: string;
  readonly p95Ms: readonly (number | null)[];
}

export const storyServices: readonly StoryService[] = rows
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', ...values] = line.split(' ');
    return { id, p95Ms: values.map((value) => (value === '-' ? null : Number(value))) };
  });

/** The one service whose p90 is measured as well. */
export const P90_SERVICE = 'gateway';

/** Which source measures a region. */
export function storySourceOf(region: string): string {
  if (region === 'ap-south-1') return 'prometheus-mumbai';
  if (region.startsWith('eu-') || region.startsWith('me-') || region.startsWith('af-'))
    return 'prometheus-eu';
  return region.startsWith('ap-') ? 'prometheus-apac' : 'prometheus-us';
}

export const storySources = [
  'prometheus-us',
  'prometheus-eu',
  'prometheus-apac',
  'prometheus-mumbai',
  'probes',
  'pager',
] as const;
