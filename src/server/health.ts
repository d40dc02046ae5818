import type { Readiness } from '../app/readiness.js';
import type { ProcessMetrics } from './metrics/process-metrics.js';
import type { Route } from './route.js';
import { sendJson } from './send-json.js';

/** 200 while the process runs. */
export const healthz: Route = async ({ response }) => sendJson(response, 200, { status: 'ok' });

/** What Prometheus collects. */
export function metricsRoute(metrics: Pick<ProcessMetrics, 'contentType' | 'text'>): Route {
  return async ({ response }) => {
    const text = await metrics.text();
    response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
  };
}

/** Whether requests should be sent here: 503 with the reasons when not. */
export function readyz({
  readiness,
  stopping,
}: {
  readiness: () => Promise<Readiness>;
  stopping: () => boolean;
}): Route {
  return async ({ response }) => {
    const found = await readiness();
    const ready = found.ready && !stopping();
    const reasons = stopping() ? [...found.reasons, '服务正在停止。The server is stopping.'] : found.reasons;
    sendJson(response, ready ? 200 : 503, { ...found, ready, reasons });
  };
}
