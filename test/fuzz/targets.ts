import type { FuzzTarget } from './target.ts';
import { alertmanagerTargets } from './targets/alertmanager.ts';
import { configTargets } from './targets/config.ts';
import { expositionTargets } from './targets/exposition.ts';
import { frameTargets } from './targets/frame.ts';
import { prometheusTargets } from './targets/prometheus.ts';
import { statuspageTargets } from './targets/statuspage.ts';
import { streamTargets } from './targets/stream.ts';
import { webhookTargets } from './targets/webhook.ts';

/** Every decoder of bytes from outside. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...prometheusTargets,
  ...alertmanagerTargets,
  ...statuspageTargets,
  ...webhookTargets,
  ...streamTargets,
  ...expositionTargets,
  ...frameTargets,
  ...configTargets,
];
