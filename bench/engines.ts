import { apiProcesses } from './engines/api-processes.js';
import { kurrentAppends } from './engines/kurrent-appends.js';
import { mongo } from './engines/mongo.js';
import type { Figure } from './support/measure.js';

/** The engines that are servers, each against its own bare client in the same run. */
export async function engines(): Promise<Figure[]> {
  return [...(await kurrentAppends()), ...(await mongo()), ...(await apiProcesses())];
}
