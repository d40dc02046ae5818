import type { Readiness } from '../app/readiness.js';
import { wantedCodings } from './encoding/codings.js';
import { contentOf } from './encoding/content.js';
import { codingOf, sendContent } from './encoding/send-content.js';
import type { ProcessMetrics } from './metrics/process-metrics.js';
import type { Route } from './route.js';
import { sendJson } from './send-json.js';

/** 200 while the process runs. */
export const healthz: Route = async ({ response }) => sendJson(response, 200, { status: 'ok' });

/** What Prometheus collects. */
export function metricsRoute(metrics: Pick<ProcessMetrics, 'contentType' | 'text'>): Route {
  return async (exchange) => {
    const wanted = wantedCodings(exchange.request.headers['accept-encoding']);
    const content = contentOf(Buffer.from(await metrics.text()));
    const headers = { 'content-type': metrics.contentType };
    await sendContent(exchange, { status: 200, headers, content, coding: codingOf(content, wanted) });
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
