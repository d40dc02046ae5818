import { readFileSync } from 'node:fs';
import { tourOf } from '../../web/tour.js';

/** The queries of README.md with the answers that it prints; a step without one is no question, but a subscription. */
export function readTour(): { query: string; answer: unknown }[] {
  return tourOf(readFileSync('README.md', 'utf8')).flatMap(({ query, answer }) =>
    answer === null ? [] : [{ query, answer: JSON.parse(answer) as unknown }],
  );
}

/** What differs from run to run: ids of rows, and times. */
export function withoutChance(answer: unknown): unknown {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const time = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;
  const text = JSON.stringify(answer).replaceAll(uuid, '<id>').replaceAll(time, '<time>');
  return JSON.parse(text) as unknown;
}
