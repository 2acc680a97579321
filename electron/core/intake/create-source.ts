import { assertNever } from '../../../shared/domain/assert-never.ts';
import type { SourceConfig } from '../config/schema.ts';
import { createAlertmanagerSource } from './alertmanager/create-alertmanager-source.ts';
import { createExpositionSource } from './exposition/create-exposition-source.ts';
import { createMaskedSource } from './masked-source.ts';
import { createPrometheusSource } from './prometheus/create-prometheus-source.ts';
import { createSocketioSource } from './socketio/create-socketio-source.ts';
import type { Source } from './source.ts';
import type { SourceContext } from './source-context.ts';
import { createStatuspageSource } from './statuspage/create-statuspage-source.ts';
import { createWebhookSource } from './webhook/create-webhook-source.ts';
import { createWebSocketSource } from './websocket/create-websocket-source.ts';

/** Makes the source a configuration entry describes; it is idle until `start`, and never tells a secret. */
export function createSource(config: SourceConfig, context: SourceContext): Source {
  return createMaskedSource(config, context, (masked) => createBareSource(config, masked));
}

function createBareSource(config: SourceConfig, context: SourceContext): Source {
  switch (config.type) {
    case 'prometheus':
      return createPrometheusSource(config, context);
    case 'exposition':
      return createExpositionSource(config, context);
    case 'alertmanager':
      return createAlertmanagerSource(config, context);
    case 'socketio':
      return createSocketioSource(config, context);
    case 'websocket':
      return createWebSocketSource(config, context);
    case 'statuspage':
      return createStatuspageSource(config, context);
    case 'webhook':
      return createWebhookSource(config, context);
    default:
      return assertNever(config);
  }
}
