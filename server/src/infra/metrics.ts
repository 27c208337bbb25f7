/** Prometheus metrics, served on a loopback port of their own. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<'route' | 'status'>;
  readonly requestSeconds: Histogram<'route'>;
  readonly subscriberLag: Gauge<'subscriber'>;
  readonly subscriberStopped: Gauge<'subscriber'>;
  readonly parkedEvents: Gauge<'subscriber'>;
  readonly eventInbox: Gauge;
}

/** The metrics of a process. */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({ name: 'coshop_requests_total', help: 'Requests answered', labelNames: ['route', 'status'], registers: [registry] }),
    requestSeconds: new Histogram({ name: 'coshop_request_seconds', help: 'Time to answer', labelNames: ['route'], buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2], registers: [registry] }),
    subscriberLag: new Gauge({ name: 'coshop_subscriber_lag', help: 'Events not yet applied', labelNames: ['subscriber'], registers: [registry] }),
    subscriberStopped: new Gauge({ name: 'coshop_subscriber_stopped', help: '1 while a money subscriber stands in front of an event it cannot apply: page somebody', labelNames: ['subscriber'], registers: [registry] }),
    parkedEvents: new Gauge({ name: 'coshop_parked_events', help: 'Events set aside because they could not be applied', labelNames: ['subscriber'], registers: [registry] }),
    eventInbox: new Gauge({ name: 'coshop_event_inbox', help: 'Events committed that have no position yet; they pile up when no process sequences', registers: [registry] }),
  };
}
